using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>Two records of one human can be made one, and lists by agent and team are in the order of their newest message.</summary>
[DbContext(typeof(AppDb))]
[Migration("0002_PeopleBecomeOne")]
public sealed class M0002_PeopleBecomeOne : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<Guid>("MergedIntoId", "people", nullable: true);
        migrationBuilder.CreateTable("person_merges", columns: table => new
        {
            Id = table.Column<Guid>(),
            PersonId = table.Column<Guid>(),
            OtherId = table.Column<Guid>(),
            Snapshot = table.Column<string>(),
            Actor = table.Column<string>(maxLength: 60),
            At = table.Column<DateTime>(),
            UndoneAt = table.Column<DateTime>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_person_merges", row => row.Id);
        });
        migrationBuilder.CreateIndex("IX_person_merges_PersonId", "person_merges", "PersonId");
        migrationBuilder.CreateIndex("IX_conversations_AssigneeId_LastMessageAt", "conversations", ["AssigneeId", "LastMessageAt"]);
        migrationBuilder.CreateIndex("IX_conversations_TeamId_LastMessageAt", "conversations", ["TeamId", "LastMessageAt"]);
    }
}
