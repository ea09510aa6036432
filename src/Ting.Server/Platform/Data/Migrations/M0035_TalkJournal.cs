using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>How agents listened in their own talks, and their looks back on it.</summary>
[DbContext(typeof(AppDb))]
[Migration("0035_TalkJournal")]
public sealed class M0035_TalkJournal : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("talk_entries", columns: table => new
        {
            Id = table.Column<Guid>(),
            AgentId = table.Column<Guid>(),
            Minutes = table.Column<int>(),
            Text = table.Column<string>(maxLength: 2000),
            At = table.Column<DateTime>(),
        }, constraints: table => table.PrimaryKey("PK_talk_entries", row => row.Id));
        migrationBuilder.CreateIndex("IX_talk_entries_AgentId_Id", "talk_entries", ["AgentId", "Id"]);
        migrationBuilder.CreateTable("talk_analyses", columns: table => new
        {
            Id = table.Column<Guid>(),
            AgentId = table.Column<Guid>(),
            Entries = table.Column<int>(),
            Statements = table.Column<string>(maxLength: 60),
            Text = table.Column<string>(maxLength: 6000),
            At = table.Column<DateTime>(),
            HandedInAt = table.Column<DateTime>(nullable: true),
        }, constraints: table => table.PrimaryKey("PK_talk_analyses", row => row.Id));
        migrationBuilder.CreateIndex("IX_talk_analyses_AgentId_Id", "talk_analyses", ["AgentId", "Id"]);
        migrationBuilder.CreateIndex("IX_talk_analyses_HandedInAt", "talk_analyses", "HandedInAt");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("talk_analyses");
        migrationBuilder.DropTable("talk_entries");
    }
}
