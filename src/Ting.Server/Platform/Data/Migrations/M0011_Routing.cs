using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>Who is there, what they can do and how much they can take; how inboxes find their agents; who is served first.</summary>
[DbContext(typeof(AppDb))]
[Migration("0011_Routing")]
public sealed class M0011_Routing : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<bool>("AccessLane", "people", nullable: false, defaultValue: false);
        migrationBuilder.AddColumn<bool>("AccessLane", "inboxes", nullable: false, defaultValue: false);
        migrationBuilder.AddColumn<bool>("OffersAccess", "inboxes", nullable: false, defaultValue: false);
        migrationBuilder.AddColumn<bool>("AccessLane", "conversations", nullable: false, defaultValue: false);
        migrationBuilder.AddColumn<string>("ValueTier", "conversations", maxLength: 20, nullable: true);
        migrationBuilder.AddColumn<Guid>("GivenBackBy", "conversations", nullable: true);

        migrationBuilder.CreateTable("seats", columns: table => new
        {
            AgentId = table.Column<Guid>(),
            State = table.Column<string>(maxLength: 10),
            Chosen = table.Column<string>(maxLength: 10),
            Since = table.Column<DateTime>(),
            HeardAt = table.Column<DateTime>(),
            Capacity = table.Column<int>(),
            LastGivenAt = table.Column<DateTime>(nullable: true),
            LastSequence = table.Column<int>(),
            Version = table.Column<int>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_seats", row => row.AgentId);
        });
        migrationBuilder.CreateIndex("IX_seats_State_HeardAt", "seats", ["State", "HeardAt"]);

        migrationBuilder.CreateTable("skills", columns: table => new
        {
            Id = table.Column<Guid>(),
            Name = table.Column<string>(maxLength: 60),
            Kind = table.Column<string>(maxLength: 10),
            Language = table.Column<string>(maxLength: 10, nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_skills", row => row.Id);
        });
        migrationBuilder.CreateIndex("IX_skills_Name", "skills", "Name", unique: true);
        migrationBuilder.CreateIndex("IX_skills_Language", "skills", "Language", unique: true);

        migrationBuilder.CreateTable("agent_skills", columns: table => new
        {
            AgentId = table.Column<Guid>(),
            SkillId = table.Column<Guid>(),
            Level = table.Column<int>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_agent_skills", row => new { row.AgentId, row.SkillId });
        });
        migrationBuilder.CreateIndex("IX_agent_skills_SkillId", "agent_skills", "SkillId");

        migrationBuilder.CreateTable("inbox_routings", columns: table => new
        {
            InboxId = table.Column<Guid>(),
            Strategy = table.Column<string>(maxLength: 12),
            LastAgentFirst = table.Column<bool>(),
            Weight = table.Column<int>(),
            LanguageLevel = table.Column<int>(nullable: true),
            RelaxAfter = table.Column<int>(nullable: true),
            HandOnAfter = table.Column<int>(nullable: true),
            HandOnTeamId = table.Column<Guid>(nullable: true),
            Version = table.Column<int>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_inbox_routings", row => row.InboxId);
        });

        migrationBuilder.CreateTable("inbox_skills", columns: table => new
        {
            InboxId = table.Column<Guid>(),
            SkillId = table.Column<Guid>(),
            Level = table.Column<int>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_inbox_skills", row => new { row.InboxId, row.SkillId });
        });
    }
}
