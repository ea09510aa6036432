using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>Keys that see only what stands with one team.</summary>
[DbContext(typeof(AppDb))]
[Migration("0043_KeysOfTeams")]
public sealed class M0043_KeysOfTeams : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<Guid>("TeamId", "api_keys", nullable: true);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn("TeamId", "api_keys");
}
