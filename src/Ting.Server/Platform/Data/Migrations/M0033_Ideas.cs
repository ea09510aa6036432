using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>Ideas for service with what customers made of them over time; what the coach showed in a conversation is found by the conversation.</summary>
[DbContext(typeof(AppDb))]
[Migration("0033_Ideas")]
public sealed class M0033_Ideas : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("service_ideas", columns: table => new
        {
            Id = table.Column<Guid>(),
            Title = table.Column<string>(maxLength: 160),
            About = table.Column<string>(maxLength: 2000),
            OwnerId = table.Column<Guid>(nullable: true),
            State = table.Column<string>(maxLength: 10),
            SurveyId = table.Column<Guid>(nullable: true),
            ItemKey = table.Column<string>(maxLength: 60, nullable: true),
            AskAgainMonths = table.Column<int>(),
            Class = table.Column<string>(maxLength: 15, nullable: true),
            ClassAt = table.Column<DateTime>(nullable: true),
            RemindedAt = table.Column<DateTime>(nullable: true),
            CreatedAt = table.Column<DateTime>(),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_service_ideas", row => row.Id));
        migrationBuilder.CreateIndex("IX_service_ideas_State_Id", "service_ideas", ["State", "Id"]);

        migrationBuilder.CreateTable("idea_classes", columns: table => new
        {
            Id = table.Column<Guid>(),
            IdeaId = table.Column<Guid>(),
            At = table.Column<DateTime>(),
            Since = table.Column<DateTime>(nullable: true),
            Class = table.Column<string>(maxLength: 15),
            SurveyId = table.Column<Guid>(nullable: true),
            Source = table.Column<string>(maxLength: 200),
            MustBe = table.Column<int>(),
            OneDimensional = table.Column<int>(),
            Attractive = table.Column<int>(),
            Indifferent = table.Column<int>(),
            Reverse = table.Column<int>(),
            Questionable = table.Column<int>(),
            RecordedBy = table.Column<string>(maxLength: 60),
        }, constraints: table => table.PrimaryKey("PK_idea_classes", row => row.Id));
        migrationBuilder.CreateIndex("IX_idea_classes_IdeaId_At_Id", "idea_classes", ["IdeaId", "At", "Id"]);

        migrationBuilder.CreateIndex("IX_coach_records_ConversationId", "coach_records", "ConversationId");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("IX_coach_records_ConversationId", "coach_records");
        migrationBuilder.DropTable("idea_classes");
        migrationBuilder.DropTable("service_ideas");
    }
}
