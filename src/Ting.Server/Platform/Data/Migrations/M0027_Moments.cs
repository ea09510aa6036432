using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>Moments of truth: where customers meet us, what they meet there, and what the first answer was like. Reports that are sent by themselves.</summary>
[DbContext(typeof(AppDb))]
[Migration("0027_Moments")]
public sealed class M0027_Moments : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        AddMoments(migrationBuilder);
        AddReports(migrationBuilder);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in (string[])["sent_reports", "report_plans", "first_answers", "unusual_solutions", "experience_cues", "impression_settings", "logged_moments", "touchpoints"])
            migrationBuilder.DropTable(table);
    }

    private static void AddMoments(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("touchpoints", columns: table => new
        {
            Id = table.Column<Guid>(),
            Names = table.Column<string>(),
            Stage = table.Column<string>(maxLength: 10),
            Channel = table.Column<string>(maxLength: 10),
            SurveyId = table.Column<Guid>(nullable: true),
            LabelId = table.Column<Guid>(nullable: true),
            Active = table.Column<bool>(),
            CreatedAt = table.Column<DateTime>(),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_touchpoints", row => row.Id));

        migrationBuilder.CreateTable("logged_moments", columns: table => new
        {
            Id = table.Column<Guid>(),
            TouchpointId = table.Column<Guid>(),
            AgentId = table.Column<Guid>(nullable: true),
            At = table.Column<DateTime>(),
            Seconds = table.Column<int>(),
            Appearance = table.Column<double>(),
            Behaviour = table.Column<double>(),
            Communication = table.Column<double>(),
            Note = table.Column<string>(maxLength: 500),
            LoggedBy = table.Column<string>(maxLength: 60),
        }, constraints: table => table.PrimaryKey("PK_logged_moments", row => row.Id));
        migrationBuilder.CreateIndex("IX_logged_moments_TouchpointId_At_Id", "logged_moments", ["TouchpointId", "At", "Id"]);

        migrationBuilder.CreateTable("impression_settings", columns: table => new
        {
            Id = table.Column<int>(),
            Appearance = table.Column<int>(),
            Behaviour = table.Column<int>(),
            Communication = table.Column<int>(),
            DigitalAppearance = table.Column<int>(),
            DigitalBehaviour = table.Column<int>(),
            DigitalCommunication = table.Column<int>(),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_impression_settings", row => row.Id));

        migrationBuilder.CreateTable("experience_cues", columns: table => new
        {
            Id = table.Column<Guid>(),
            Text = table.Column<string>(maxLength: 300),
            Feeling = table.Column<string>(maxLength: 10),
            Area = table.Column<string>(maxLength: 15),
            Stage = table.Column<string>(maxLength: 10),
            Status = table.Column<string>(maxLength: 10),
            OwnerId = table.Column<Guid>(nullable: true),
            CopiedFrom = table.Column<string>(maxLength: 120),
            ImprovementId = table.Column<Guid>(nullable: true),
            CreatedAt = table.Column<DateTime>(),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_experience_cues", row => row.Id));
        migrationBuilder.CreateIndex("IX_experience_cues_Area_Stage_Id", "experience_cues", ["Area", "Stage", "Id"]);

        migrationBuilder.CreateTable("unusual_solutions", columns: table => new
        {
            Id = table.Column<Guid>(),
            AgentId = table.Column<Guid>(),
            Did = table.Column<string>(maxLength: 1000),
            Learned = table.Column<string>(maxLength: 1000),
            Cost = table.Column<long>(),
            Currency = table.Column<string>(maxLength: 3),
            WithinAuthority = table.Column<bool>(),
            CaseId = table.Column<Guid>(nullable: true),
            At = table.Column<DateTime>(),
        }, constraints: table => table.PrimaryKey("PK_unusual_solutions", row => row.Id));

        migrationBuilder.CreateTable("first_answers", columns: table => new
        {
            ConversationId = table.Column<Guid>(),
            InboxId = table.Column<Guid>(),
            TeamId = table.Column<Guid>(nullable: true),
            AgentId = table.Column<Guid>(),
            Waited = table.Column<double>(),
            At = table.Column<DateTime>(),
            Greets = table.Column<bool>(),
            NamesPerson = table.Column<bool>(),
            Findings = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_first_answers", row => row.ConversationId));
        migrationBuilder.CreateIndex("IX_first_answers_At_ConversationId", "first_answers", ["At", "ConversationId"]);
        migrationBuilder.CreateIndex("IX_first_answers_AgentId_At_ConversationId", "first_answers", ["AgentId", "At", "ConversationId"]);
        migrationBuilder.CreateIndex("IX_first_answers_InboxId_At_ConversationId", "first_answers", ["InboxId", "At", "ConversationId"]);
        migrationBuilder.CreateIndex("IX_first_answers_TeamId_At_ConversationId", "first_answers", ["TeamId", "At", "ConversationId"]);
    }

    private static void AddReports(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("report_plans", columns: table => new
        {
            Id = table.Column<Guid>(),
            Name = table.Column<string>(maxLength: 80),
            Period = table.Column<string>(maxLength: 10),
            InboxId = table.Column<Guid>(nullable: true),
            TeamId = table.Column<Guid>(nullable: true),
            AgentId = table.Column<Guid>(nullable: true),
            Rhythm = table.Column<string>(maxLength: 10),
            Day = table.Column<int>(),
            Minute = table.Column<int>(),
            Zone = table.Column<string>(maxLength: 64),
            Receivers = table.Column<string>(),
            WebhookUrl = table.Column<string>(maxLength: 500),
            Secret = table.Column<string>(maxLength: 1000),
            Active = table.Column<bool>(),
            NextAt = table.Column<DateTime>(),
            OwnerId = table.Column<Guid>(),
            CreatedAt = table.Column<DateTime>(),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_report_plans", row => row.Id));

        migrationBuilder.CreateTable("sent_reports", columns: table => new
        {
            Id = table.Column<Guid>(),
            PlanId = table.Column<Guid>(),
            PlannedFor = table.Column<DateTime>(),
            AgentId = table.Column<Guid>(nullable: true),
            Outcome = table.Column<string>(maxLength: 10),
            Attempts = table.Column<int>(),
            Problem = table.Column<string>(maxLength: 300),
            CreatedAt = table.Column<DateTime>(),
            DoneAt = table.Column<DateTime>(nullable: true),
        }, constraints: table => table.PrimaryKey("PK_sent_reports", row => row.Id));
        migrationBuilder.CreateIndex("IX_sent_reports_PlanId_Id", "sent_reports", ["PlanId", "Id"]);
    }
}
