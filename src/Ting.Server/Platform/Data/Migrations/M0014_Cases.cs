using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>Cases with their history in words, tasks and checklists; causes; gestures of goodwill and their budget; the question after a complaint.</summary>
[DbContext(typeof(AppDb))]
[Migration("0014_Cases")]
public sealed class M0014_Cases : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""INSERT INTO counters ("Name", "Value") VALUES ('case', 0)""");
        CreateCases(migrationBuilder);
        CreateWork(migrationBuilder);
        CreateGoodwill(migrationBuilder);
    }

    private static void CreateCases(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("cases", columns: table => new
        {
            Id = table.Column<Guid>(),
            Number = table.Column<long>(),
            PersonId = table.Column<Guid>(),
            Kind = table.Column<string>(maxLength: 10),
            Title = table.Column<string>(maxLength: 160),
            Priority = table.Column<string>(maxLength: 10),
            OwnerId = table.Column<Guid>(nullable: true),
            TeamId = table.Column<Guid>(nullable: true),
            DueAt = table.Column<DateTime>(),
            Phase = table.Column<string>(maxLength: 10),
            Course = table.Column<string>(maxLength: 10),
            State = table.Column<string>(maxLength: 10),
            IsOpen = table.Column<bool>(),
            CauseId = table.Column<Guid>(nullable: true),
            Round = table.Column<int>(),
            CreatedAt = table.Column<DateTime>(),
            ClosedAt = table.Column<DateTime>(nullable: true),
            LastSequence = table.Column<int>(),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_cases", row => row.Id));
        migrationBuilder.CreateIndex("IX_cases_Number", "cases", "Number", unique: true);
        migrationBuilder.CreateIndex("IX_cases_IsOpen_DueAt_Id", "cases", ["IsOpen", "DueAt", "Id"]);
        migrationBuilder.CreateIndex("IX_cases_IsOpen_ClosedAt_Id", "cases", ["IsOpen", "ClosedAt", "Id"]);
        migrationBuilder.CreateIndex("IX_cases_State_DueAt_Id", "cases", ["State", "DueAt", "Id"]);
        migrationBuilder.CreateIndex("IX_cases_OwnerId_IsOpen_DueAt_Id", "cases", ["OwnerId", "IsOpen", "DueAt", "Id"]);
        migrationBuilder.CreateIndex("IX_cases_TeamId_IsOpen_DueAt_Id", "cases", ["TeamId", "IsOpen", "DueAt", "Id"]);
        migrationBuilder.CreateIndex("IX_cases_CreatedAt_Id", "cases", ["CreatedAt", "Id"]);
        migrationBuilder.CreateIndex("IX_cases_Kind_CreatedAt", "cases", ["Kind", "CreatedAt"]);
        migrationBuilder.CreateIndex("IX_cases_Kind_ClosedAt", "cases", ["Kind", "ClosedAt"]);
        migrationBuilder.CreateIndex("IX_cases_CauseId_CreatedAt", "cases", ["CauseId", "CreatedAt"]);
        migrationBuilder.CreateIndex("IX_cases_PersonId_CreatedAt", "cases", ["PersonId", "CreatedAt"]);

        migrationBuilder.CreateTable("case_conversations", columns: table => new
        {
            CaseId = table.Column<Guid>(),
            ConversationId = table.Column<Guid>(),
            At = table.Column<DateTime>(),
        }, constraints: table => table.PrimaryKey("PK_case_conversations", row => new { row.CaseId, row.ConversationId }));
        migrationBuilder.CreateIndex("IX_case_conversations_ConversationId", "case_conversations", "ConversationId");

        migrationBuilder.CreateTable("case_entries", columns: table => new
        {
            Id = table.Column<Guid>(),
            CaseId = table.Column<Guid>(),
            Round = table.Column<int>(),
            Sequence = table.Column<int>(),
            Kind = table.Column<string>(maxLength: 12),
            Said = table.Column<string>(maxLength: 4000),
            More = table.Column<string>(maxLength: 4000),
            Feeling = table.Column<int>(nullable: true),
            Skipped = table.Column<bool>(),
            Actor = table.Column<string>(maxLength: 60),
            At = table.Column<DateTime>(),
        }, constraints: table => table.PrimaryKey("PK_case_entries", row => row.Id));
        migrationBuilder.CreateIndex("IX_case_entries_CaseId_Sequence", "case_entries", ["CaseId", "Sequence"]);
    }

    private static void CreateWork(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("case_checks", columns: table => new
        {
            CaseId = table.Column<Guid>(),
            Item = table.Column<string>(maxLength: 20),
            Verdict = table.Column<string>(maxLength: 10),
            Actor = table.Column<string>(maxLength: 60),
            At = table.Column<DateTime>(),
        }, constraints: table => table.PrimaryKey("PK_case_checks", row => new { row.CaseId, row.Item }));

        migrationBuilder.CreateTable("case_tasks", columns: table => new
        {
            Id = table.Column<Guid>(),
            CaseId = table.Column<Guid>(),
            Text = table.Column<string>(maxLength: 300),
            TeamId = table.Column<Guid>(nullable: true),
            AgentId = table.Column<Guid>(nullable: true),
            DueAt = table.Column<DateTime>(),
            CreatedAt = table.Column<DateTime>(),
            DoneAt = table.Column<DateTime>(nullable: true),
            DoneBy = table.Column<string>(maxLength: 60, nullable: true),
            IsDone = table.Column<bool>(),
        }, constraints: table => table.PrimaryKey("PK_case_tasks", row => row.Id));
        migrationBuilder.CreateIndex("IX_case_tasks_CaseId", "case_tasks", "CaseId");
        migrationBuilder.CreateIndex("IX_case_tasks_AgentId_IsDone_DueAt_Id", "case_tasks", ["AgentId", "IsDone", "DueAt", "Id"]);
        migrationBuilder.CreateIndex("IX_case_tasks_TeamId_IsDone_DueAt_Id", "case_tasks", ["TeamId", "IsDone", "DueAt", "Id"]);

        migrationBuilder.CreateTable("root_causes", columns: table => new
        {
            Id = table.Column<Guid>(),
            Name = table.Column<string>(maxLength: 120),
            Area = table.Column<string>(maxLength: 12),
            Change = table.Column<string>(maxLength: 1000),
            ChangeState = table.Column<string>(maxLength: 10),
            ChangedAt = table.Column<DateTime>(nullable: true),
            Active = table.Column<bool>(),
            CreatedAt = table.Column<DateTime>(),
        }, constraints: table => table.PrimaryKey("PK_root_causes", row => row.Id));
        migrationBuilder.CreateIndex("IX_root_causes_Name", "root_causes", "Name", unique: true);

        migrationBuilder.CreateTable("case_recoveries", columns: table => new
        {
            CaseId = table.Column<Guid>(),
            Round = table.Column<int>(),
            ConversationId = table.Column<Guid>(nullable: true),
            Before = table.Column<int>(nullable: true),
            Score = table.Column<int>(nullable: true),
            Comment = table.Column<string>(maxLength: 2000, nullable: true),
            AskedAt = table.Column<DateTime>(),
            AnsweredAt = table.Column<DateTime>(nullable: true),
            DeclinedAt = table.Column<DateTime>(nullable: true),
        }, constraints: table => table.PrimaryKey("PK_case_recoveries", row => new { row.CaseId, row.Round }));
        migrationBuilder.CreateIndex("IX_case_recoveries_AskedAt", "case_recoveries", "AskedAt");
    }

    private static void CreateGoodwill(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("gestures", columns: table => new
        {
            Id = table.Column<Guid>(),
            Name = table.Column<string>(maxLength: 120),
            Kind = table.Column<string>(maxLength: 10),
            Active = table.Column<bool>(),
        }, constraints: table => table.PrimaryKey("PK_gestures", row => row.Id));
        migrationBuilder.CreateIndex("IX_gestures_Name", "gestures", "Name", unique: true);

        migrationBuilder.CreateTable("gesture_limits", columns: table => new
        {
            GestureId = table.Column<Guid>(),
            Role = table.Column<string>(maxLength: 20),
            Most = table.Column<long>(),
        }, constraints: table => table.PrimaryKey("PK_gesture_limits", row => new { row.GestureId, row.Role }));

        migrationBuilder.CreateTable("given_gestures", columns: table => new
        {
            Id = table.Column<Guid>(),
            CaseId = table.Column<Guid>(),
            PersonId = table.Column<Guid>(),
            GestureId = table.Column<Guid>(),
            Amount = table.Column<long>(),
            State = table.Column<string>(maxLength: 10),
            Reason = table.Column<string>(maxLength: 500),
            AskedBy = table.Column<string>(maxLength: 60),
            AskedAt = table.Column<DateTime>(),
            DecidedBy = table.Column<string>(maxLength: 60, nullable: true),
            DecidedAt = table.Column<DateTime>(nullable: true),
            Answer = table.Column<string>(maxLength: 500),
            Month = table.Column<string>(maxLength: 7, nullable: true),
        }, constraints: table => table.PrimaryKey("PK_given_gestures", row => row.Id));
        migrationBuilder.CreateIndex("IX_given_gestures_CaseId", "given_gestures", "CaseId");
        migrationBuilder.CreateIndex("IX_given_gestures_State_DecidedAt", "given_gestures", ["State", "DecidedAt"]);
        migrationBuilder.CreateIndex("IX_given_gestures_State_AskedAt", "given_gestures", ["State", "AskedAt"]);
        migrationBuilder.CreateIndex("IX_given_gestures_PersonId_AskedAt", "given_gestures", ["PersonId", "AskedAt"]);

        migrationBuilder.CreateTable("goodwill", columns: table => new
        {
            Id = table.Column<int>(),
            Currency = table.Column<string>(maxLength: 3),
            Budget = table.Column<long>(),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_goodwill", row => row.Id));

        migrationBuilder.CreateTable("goodwill_months", columns: table => new
        {
            Month = table.Column<string>(maxLength: 7),
            Spent = table.Column<long>(),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_goodwill_months", row => row.Month));
    }
}
