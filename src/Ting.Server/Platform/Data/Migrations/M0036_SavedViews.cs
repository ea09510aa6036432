using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>Views of conversations under a name, and surveys that go out to the people of one.</summary>
[DbContext(typeof(AppDb))]
[Migration("0036_SavedViews")]
public sealed class M0036_SavedViews : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("saved_views", columns: table => new
        {
            Id = table.Column<Guid>(),
            Name = table.Column<string>(maxLength: 60),
            Scope = table.Column<string>(maxLength: 10),
            OwnerId = table.Column<Guid>(nullable: true),
            TeamId = table.Column<Guid>(nullable: true),
            Filter = table.Column<string>(),
            Position = table.Column<int>(),
            CreatedAt = table.Column<DateTime>(),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_saved_views", row => row.Id));
        migrationBuilder.CreateIndex("IX_saved_views_OwnerId_Scope", "saved_views", ["OwnerId", "Scope"]);
        migrationBuilder.CreateIndex("IX_saved_views_Scope_TeamId", "saved_views", ["Scope", "TeamId"]);
        migrationBuilder.CreateTable("ask_rounds", columns: table => new
        {
            Id = table.Column<Guid>(),
            SurveyId = table.Column<Guid>(),
            Audience = table.Column<string>(maxLength: 60),
            Name = table.Column<string>(maxLength: 60),
            Actor = table.Column<string>(maxLength: 60),
            People = table.Column<int>(),
            Asked = table.Column<int>(),
            LeftOut = table.Column<int>(),
            StartedAt = table.Column<DateTime>(),
            FinishedAt = table.Column<DateTime>(nullable: true),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_ask_rounds", row => row.Id));
        migrationBuilder.CreateIndex("IX_ask_rounds_SurveyId_StartedAt", "ask_rounds", ["SurveyId", "StartedAt"]);
        migrationBuilder.CreateTable("people_to_ask", columns: table => new
        {
            RoundId = table.Column<Guid>(),
            PersonId = table.Column<Guid>(),
            ConversationId = table.Column<Guid>(),
        }, constraints: table => table.PrimaryKey("PK_people_to_ask", row => new { row.RoundId, row.PersonId }));
        migrationBuilder.CreateIndex("IX_people_to_ask_PersonId", "people_to_ask", "PersonId");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("people_to_ask");
        migrationBuilder.DropTable("ask_rounds");
        migrationBuilder.DropTable("saved_views");
    }
}
