using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>Surveys as data: what is asked, who was asked, what was answered, and what is done about it.</summary>
[DbContext(typeof(AppDb))]
[Migration("0015_Surveys")]
public sealed class M0015_Surveys : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        AddQuestionnaires(migrationBuilder);
        AddInvitations(migrationBuilder);
        AddResponses(migrationBuilder);
        AddImprovements(migrationBuilder);
    }

    private static void AddQuestionnaires(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("surveys", columns: table => new
        {
            Id = table.Column<Guid>(),
            Name = table.Column<string>(maxLength: 120),
            Kind = table.Column<string>(maxLength: 20),
            Draft = table.Column<string>(),
            Published = table.Column<int>(),
            Key = table.Column<string>(maxLength: 20),
            IsOpen = table.Column<bool>(),
            IsAnonymous = table.Column<bool>(),
            InboxId = table.Column<Guid>(nullable: true),
            AsksAfter = table.Column<bool>(),
            SharePercent = table.Column<int>(),
            DelayHours = table.Column<int>(),
            QuietDays = table.Column<int>(),
            ReminderDays = table.Column<int>(),
            CreatedAt = table.Column<DateTime>(),
            Version = table.Column<int>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_surveys", row => row.Id);
        });
        migrationBuilder.CreateIndex("IX_surveys_Key", "surveys", "Key", unique: true);

        migrationBuilder.CreateTable("survey_versions", columns: table => new
        {
            SurveyId = table.Column<Guid>(),
            Number = table.Column<int>(),
            Content = table.Column<string>(),
            PublishedBy = table.Column<Guid>(nullable: true),
            PublishedAt = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_survey_versions", row => new { row.SurveyId, row.Number });
        });
    }

    private static void AddInvitations(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("survey_invitations", columns: table => new
        {
            Id = table.Column<Guid>(),
            SurveyId = table.Column<Guid>(),
            PersonId = table.Column<Guid>(),
            ConversationId = table.Column<Guid>(nullable: true),
            InboxId = table.Column<Guid>(nullable: true),
            TeamId = table.Column<Guid>(nullable: true),
            Language = table.Column<string>(maxLength: 10),
            Actor = table.Column<string>(maxLength: 60),
            SentAt = table.Column<DateTime>(),
            RemindedAt = table.Column<DateTime>(nullable: true),
            AnsweredAt = table.Column<DateTime>(nullable: true),
            Version = table.Column<int>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_survey_invitations", row => row.Id);
        });
        migrationBuilder.CreateIndex("IX_survey_invitations_PersonId_SentAt", "survey_invitations", ["PersonId", "SentAt"]);
        migrationBuilder.CreateIndex("IX_survey_invitations_SurveyId_SentAt_Id", "survey_invitations", ["SurveyId", "SentAt", "Id"]);
        migrationBuilder.CreateIndex("IX_survey_invitations_SurveyId_ConversationId", "survey_invitations", ["SurveyId", "ConversationId"], unique: true);

        migrationBuilder.CreateTable("survey_opt_outs", columns: table => new
        {
            PersonId = table.Column<Guid>(),
            At = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_survey_opt_outs", row => row.PersonId);
        });
    }

    private static void AddResponses(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("survey_responses", columns: table => new
        {
            Id = table.Column<Guid>(),
            SurveyId = table.Column<Guid>(),
            VersionNumber = table.Column<int>(),
            InvitationId = table.Column<Guid>(nullable: true),
            PersonId = table.Column<Guid>(nullable: true),
            ConversationId = table.Column<Guid>(nullable: true),
            InboxId = table.Column<Guid>(nullable: true),
            TeamId = table.Column<Guid>(nullable: true),
            Language = table.Column<string>(maxLength: 10),
            Source = table.Column<string>(maxLength: 20),
            Numbers = table.Column<string>(),
            Words = table.Column<string>(),
            Step = table.Column<int>(),
            StartedAt = table.Column<DateTime>(),
            UpdatedAt = table.Column<DateTime>(),
            CompletedAt = table.Column<DateTime>(nullable: true),
            IsStraight = table.Column<bool>(),
            IsDuplicate = table.Column<bool>(),
            Fingerprint = table.Column<string>(maxLength: 32),
            ExternalId = table.Column<string>(maxLength: 100, nullable: true),
            Version = table.Column<int>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_survey_responses", row => row.Id);
        });
        migrationBuilder.CreateIndex("IX_survey_responses_InvitationId", "survey_responses", "InvitationId", unique: true);
        migrationBuilder.CreateIndex("IX_survey_responses_PersonId", "survey_responses", "PersonId");
        migrationBuilder.CreateIndex("IX_survey_responses_ConversationId", "survey_responses", "ConversationId");
        migrationBuilder.CreateIndex("IX_survey_responses_SurveyId_CompletedAt_Id", "survey_responses", ["SurveyId", "CompletedAt", "Id"]);
        migrationBuilder.CreateIndex("IX_survey_responses_SurveyId_Fingerprint_CompletedAt", "survey_responses", ["SurveyId", "Fingerprint", "CompletedAt"]);
        migrationBuilder.CreateIndex("IX_survey_responses_SurveyId_ExternalId", "survey_responses", ["SurveyId", "ExternalId"], unique: true);
    }

    private static void AddImprovements(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("improvements", columns: table => new
        {
            Id = table.Column<Guid>(),
            SurveyId = table.Column<Guid>(),
            Title = table.Column<string>(maxLength: 200),
            Note = table.Column<string>(maxLength: 2000),
            Gap = table.Column<int>(),
            Dimension = table.Column<string>(maxLength: 20, nullable: true),
            OwnerId = table.Column<Guid>(nullable: true),
            DueAt = table.Column<DateTime>(nullable: true),
            State = table.Column<string>(maxLength: 10),
            CreatedAt = table.Column<DateTime>(),
            DoneAt = table.Column<DateTime>(nullable: true),
            Version = table.Column<int>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_improvements", row => row.Id);
        });
        migrationBuilder.CreateIndex("IX_improvements_SurveyId_State_Id", "improvements", ["SurveyId", "State", "Id"]);
    }
}
