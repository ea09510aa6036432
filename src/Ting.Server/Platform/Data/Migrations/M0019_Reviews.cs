using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>What conversations are reviewed by, what the engine and people say of each, and sessions in which several score the same ones.</summary>
[DbContext(typeof(AppDb))]
[Migration("0019_Reviews")]
public sealed class M0019_Reviews : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("scorecards", columns: table => new
        {
            Id = table.Column<Guid>(),
            Name = table.Column<string>(maxLength: 120),
            Draft = table.Column<string>(),
            Published = table.Column<int>(),
            IsActive = table.Column<bool>(),
            InboxId = table.Column<Guid>(nullable: true),
            CreatedAt = table.Column<DateTime>(),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_scorecards", row => row.Id));

        migrationBuilder.CreateTable("scorecard_editions", columns: table => new
        {
            ScorecardId = table.Column<Guid>(),
            Number = table.Column<int>(),
            Content = table.Column<string>(),
            PublishedBy = table.Column<Guid>(nullable: true),
            PublishedAt = table.Column<DateTime>(),
        }, constraints: table => table.PrimaryKey("PK_scorecard_editions", row => new { row.ScorecardId, row.Number }));

        migrationBuilder.CreateTable("reviews", columns: table => new
        {
            Id = table.Column<Guid>(),
            ConversationId = table.Column<Guid>(),
            Number = table.Column<long>(),
            AgentId = table.Column<Guid>(nullable: true),
            InboxId = table.Column<Guid>(),
            ScorecardId = table.Column<Guid>(),
            Edition = table.Column<int>(),
            ResolvedAt = table.Column<DateTime>(),
            EngineAt = table.Column<DateTime>(),
            EngineScore = table.Column<int>(nullable: true),
            EngineAutoFailed = table.Column<bool>(),
            Engine = table.Column<string>(),
            ReviewerId = table.Column<Guid>(nullable: true),
            PersonAt = table.Column<DateTime>(nullable: true),
            PersonScore = table.Column<int>(nullable: true),
            PersonAutoFailed = table.Column<bool>(),
            Person = table.Column<string>(nullable: true),
            Note = table.Column<string>(maxLength: 4000, nullable: true),
            IsQueued = table.Column<bool>(),
            Pick = table.Column<string>(maxLength: 20, nullable: true),
            IsDisputed = table.Column<bool>(),
            DisputedCriterion = table.Column<string>(maxLength: 40, nullable: true),
            DisputedAt = table.Column<DateTime>(nullable: true),
            ValueTier = table.Column<string>(maxLength: 20, nullable: true),
            Escalated = table.Column<bool>(),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_reviews", row => row.Id));
        migrationBuilder.CreateIndex("IX_reviews_ConversationId", "reviews", "ConversationId", unique: true);
        migrationBuilder.CreateIndex("IX_reviews_Number", "reviews", "Number");
        migrationBuilder.CreateIndex("IX_reviews_ResolvedAt_Id", "reviews", ["ResolvedAt", "Id"]);
        migrationBuilder.CreateIndex("IX_reviews_AgentId_ResolvedAt_Id", "reviews", ["AgentId", "ResolvedAt", "Id"]);
        migrationBuilder.CreateIndex("IX_reviews_IsQueued_ResolvedAt_Id", "reviews", ["IsQueued", "ResolvedAt", "Id"]);
        migrationBuilder.CreateIndex("IX_reviews_IsDisputed_ResolvedAt_Id", "reviews", ["IsDisputed", "ResolvedAt", "Id"]);

        migrationBuilder.CreateTable("review_entries", columns: table => new
        {
            Id = table.Column<Guid>(),
            ReviewId = table.Column<Guid>(),
            Sequence = table.Column<int>(),
            Kind = table.Column<string>(maxLength: 20),
            Actor = table.Column<string>(maxLength: 60),
            At = table.Column<DateTime>(),
            Text = table.Column<string>(maxLength: 2000, nullable: true),
            Criterion = table.Column<string>(maxLength: 40, nullable: true),
            Verdict = table.Column<string>(maxLength: 20, nullable: true),
            Score = table.Column<int>(nullable: true),
        }, constraints: table => table.PrimaryKey("PK_review_entries", row => row.Id));
        migrationBuilder.CreateIndex("IX_review_entries_ReviewId_Sequence_Id", "review_entries", ["ReviewId", "Sequence", "Id"]);

        migrationBuilder.CreateTable("review_marks", columns: table => new
        {
            ReviewId = table.Column<Guid>(),
            Criterion = table.Column<string>(maxLength: 40),
            AgentId = table.Column<Guid>(nullable: true),
            Failed = table.Column<bool>(),
            ResolvedAt = table.Column<DateTime>(),
        }, constraints: table => table.PrimaryKey("PK_review_marks", row => new { row.ReviewId, row.Criterion }));
        migrationBuilder.CreateIndex("IX_review_marks_AgentId_Criterion_ResolvedAt", "review_marks", ["AgentId", "Criterion", "ResolvedAt"]);
        migrationBuilder.CreateIndex("IX_review_marks_ResolvedAt", "review_marks", "ResolvedAt");

        migrationBuilder.CreateTable("review_settings", columns: table => new
        {
            Id = table.Column<int>(),
            RiskBelow = table.Column<int>(),
            PicksEscalated = table.Column<bool>(),
            PicksDisagreement = table.Column<bool>(),
            RandomPermille = table.Column<int>(),
            Seed = table.Column<string>(maxLength: 40),
            LessonAfter = table.Column<int>(),
            LessonDays = table.Column<int>(),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_review_settings", row => row.Id));

        migrationBuilder.CreateTable("calibrations", columns: table => new
        {
            Id = table.Column<Guid>(),
            Name = table.Column<string>(maxLength: 120),
            ScorecardId = table.Column<Guid>(),
            Edition = table.Column<int>(),
            CreatedBy = table.Column<Guid>(nullable: true),
            CreatedAt = table.Column<DateTime>(),
            ClosedAt = table.Column<DateTime>(nullable: true),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_calibrations", row => row.Id));

        migrationBuilder.CreateTable("calibration_units", columns: table => new
        {
            CalibrationId = table.Column<Guid>(),
            Place = table.Column<int>(),
            ConversationId = table.Column<Guid>(),
        }, constraints: table => table.PrimaryKey("PK_calibration_units", row => new { row.CalibrationId, row.Place }));
        migrationBuilder.CreateIndex("IX_calibration_units_ConversationId", "calibration_units", "ConversationId");

        migrationBuilder.CreateTable("calibration_sheets", columns: table => new
        {
            CalibrationId = table.Column<Guid>(),
            Place = table.Column<int>(),
            GraderId = table.Column<Guid>(),
            Results = table.Column<string>(),
            Score = table.Column<int>(nullable: true),
            At = table.Column<DateTime>(),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_calibration_sheets", row => new { row.CalibrationId, row.Place, row.GraderId }));
    }
}
