using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>Which language model words the answers of a role play, and what it made of them.</summary>
[DbContext(typeof(AppDb))]
[Migration("0039_VoicedRolePlay")]
public sealed class M0039_VoicedRolePlay : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("Voice", "role_plays", maxLength: 100, nullable: true);
        migrationBuilder.AddColumn<string>("Worded", "role_plays", nullable: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropColumn("Worded", "role_plays");
        migrationBuilder.DropColumn("Voice", "role_plays");
    }
}
