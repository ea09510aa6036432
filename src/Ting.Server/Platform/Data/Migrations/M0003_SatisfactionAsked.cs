using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

[DbContext(typeof(AppDb))]
[Migration("0003_SatisfactionAsked")]
public sealed class M0003_SatisfactionAsked : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<bool>("Asked", "satisfaction_ratings", nullable: false, defaultValue: true);
        migrationBuilder.AddColumn<DateTime>("DeclinedAt", "satisfaction_ratings", nullable: true);
    }
}
