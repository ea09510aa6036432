using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>Which conversations each role sees, and the lists of those who do not see all.</summary>
[DbContext(typeof(AppDb))]
[Migration("0031_Visibility")]
public sealed class M0031_Visibility : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("Sight", "role_settings", maxLength: 10, nullable: false, defaultValue: "All");
        migrationBuilder.AddColumn<bool>("SeesUnheld", "role_settings", nullable: false, defaultValue: true);
        migrationBuilder.CreateIndex("IX_conversations_AssigneeId_ResolvedAt", "conversations", ["AssigneeId", "ResolvedAt"]);
        migrationBuilder.CreateIndex("IX_conversations_TeamId_ResolvedAt", "conversations", ["TeamId", "ResolvedAt"]);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("IX_conversations_TeamId_ResolvedAt", "conversations");
        migrationBuilder.DropIndex("IX_conversations_AssigneeId_ResolvedAt", "conversations");
        migrationBuilder.DropColumn("SeesUnheld", "role_settings");
        migrationBuilder.DropColumn("Sight", "role_settings");
    }
}
