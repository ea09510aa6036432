using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>What agents practise, how they stand, and what is asked of them; what they say to simulated customers and of themselves.</summary>
[DbContext(typeof(AppDb))]
[Migration("0018_Academy")]
public sealed class M0018_Academy : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("attempts", columns: table => new
        {
            Id = table.Column<Guid>(),
            AgentId = table.Column<Guid>(),
            Course = table.Column<string>(maxLength: 40),
            Exercise = table.Column<string>(maxLength: 60),
            Language = table.Column<string>(maxLength: 10),
            Answer = table.Column<string>(),
            Verdict = table.Column<string>(maxLength: 10),
            Score = table.Column<int>(),
            At = table.Column<DateTime>(),
        }, constraints: table => table.PrimaryKey("PK_attempts", row => row.Id));
        migrationBuilder.CreateIndex("IX_attempts_AgentId_Id", "attempts", ["AgentId", "Id"]);

        migrationBuilder.CreateTable("practice_cards", columns: table => new
        {
            AgentId = table.Column<Guid>(),
            Course = table.Column<string>(maxLength: 40),
            Exercise = table.Column<string>(maxLength: 60),
            Tries = table.Column<int>(),
            Best = table.Column<string>(maxLength: 10),
            Last = table.Column<string>(maxLength: 10),
            LastAt = table.Column<DateTime>(),
            Step = table.Column<int>(nullable: true),
            DueAt = table.Column<DateTime>(nullable: true),
        }, constraints: table => table.PrimaryKey("PK_practice_cards", row => new { row.AgentId, row.Course, row.Exercise }));
        migrationBuilder.CreateIndex("IX_practice_cards_AgentId_DueAt", "practice_cards", ["AgentId", "DueAt"]);

        migrationBuilder.CreateTable("assignments", columns: table => new
        {
            Id = table.Column<Guid>(),
            AgentId = table.Column<Guid>(),
            Course = table.Column<string>(maxLength: 40),
            AssignedBy = table.Column<Guid>(nullable: true),
            Reason = table.Column<string>(maxLength: 300),
            At = table.Column<DateTime>(),
            DueAt = table.Column<DateTime>(nullable: true),
            DoneAt = table.Column<DateTime>(nullable: true),
        }, constraints: table => table.PrimaryKey("PK_assignments", row => row.Id));
        migrationBuilder.CreateIndex("IX_assignments_AgentId_Course", "assignments", ["AgentId", "Course"], unique: true);

        migrationBuilder.CreateTable("certificates", columns: table => new
        {
            Id = table.Column<Guid>(),
            AgentId = table.Column<Guid>(),
            Name = table.Column<string>(maxLength: 200),
            Course = table.Column<string>(maxLength: 40),
            Title = table.Column<string>(maxLength: 200),
            Language = table.Column<string>(maxLength: 10),
            Number = table.Column<string>(maxLength: 20),
            At = table.Column<DateTime>(),
        }, constraints: table => table.PrimaryKey("PK_certificates", row => row.Id));
        migrationBuilder.CreateIndex("IX_certificates_AgentId_Course", "certificates", ["AgentId", "Course"], unique: true);
        migrationBuilder.CreateIndex("IX_certificates_Number", "certificates", "Number", unique: true);

        migrationBuilder.CreateTable("lesson_notes", columns: table => new
        {
            AgentId = table.Column<Guid>(),
            Course = table.Column<string>(maxLength: 40),
            Lesson = table.Column<string>(maxLength: 60),
            Text = table.Column<string>(maxLength: 4000),
            At = table.Column<DateTime>(),
        }, constraints: table => table.PrimaryKey("PK_lesson_notes", row => new { row.AgentId, row.Course, row.Lesson }));

        migrationBuilder.CreateTable("self_tests", columns: table => new
        {
            Id = table.Column<Guid>(),
            AgentId = table.Column<Guid>(),
            Answers = table.Column<string>(maxLength: 20),
            At = table.Column<DateTime>(),
        }, constraints: table => table.PrimaryKey("PK_self_tests", row => row.Id));
        migrationBuilder.CreateIndex("IX_self_tests_AgentId_Id", "self_tests", ["AgentId", "Id"]);

        migrationBuilder.CreateTable("role_plays", columns: table => new
        {
            Id = table.Column<Guid>(),
            AgentId = table.Column<Guid>(),
            Scenario = table.Column<string>(maxLength: 40),
            Language = table.Column<string>(maxLength: 10),
            Hints = table.Column<bool>(),
            Lines = table.Column<string>(),
            Turn = table.Column<int>(),
            StartedAt = table.Column<DateTime>(),
            EndedAt = table.Column<DateTime>(nullable: true),
            Score = table.Column<int>(nullable: true),
        }, constraints: table => table.PrimaryKey("PK_role_plays", row => row.Id));
        migrationBuilder.CreateIndex("IX_role_plays_AgentId_Id", "role_plays", ["AgentId", "Id"]);

        // What the coach showed somebody leads to what they practise.
        migrationBuilder.CreateIndex("IX_coach_records_AgentId_At", "coach_records", ["AgentId", "At"]);
    }
}
