using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>Rules that act by themselves, why each of them did, and whom we mean to ask again.</summary>
[DbContext(typeof(AppDb))]
[Migration("0020_Automation")]
public sealed class M0020_Automation : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("rules", columns: table => new
        {
            Id = table.Column<Guid>(),
            Name = table.Column<string>(maxLength: 120),
            Position = table.Column<int>(),
            Active = table.Column<bool>(),
            Trigger = table.Column<string>(maxLength: 20),
            Minutes = table.Column<int>(nullable: true),
            InWorkingTime = table.Column<bool>(),
            Match = table.Column<string>(maxLength: 5),
            Conditions = table.Column<string>(),
            Actions = table.Column<string>(),
            CreatedAt = table.Column<DateTime>(),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_rules", row => row.Id));

        migrationBuilder.CreateTable("rule_runs", columns: table => new
        {
            Id = table.Column<Guid>(),
            RuleId = table.Column<Guid>(),
            RuleName = table.Column<string>(maxLength: 120),
            Trigger = table.Column<string>(maxLength: 20),
            ConversationId = table.Column<Guid>(),
            Cause = table.Column<string>(maxLength: 40),
            Chain = table.Column<string>(maxLength: 200),
            FirstSequence = table.Column<int>(),
            LastSequence = table.Column<int>(),
            At = table.Column<DateTime>(),
            Outcome = table.Column<string>(maxLength: 10),
            Replied = table.Column<bool>(),
            Findings = table.Column<string>(),
            Deeds = table.Column<string>(),
        }, constraints: table => table.PrimaryKey("PK_rule_runs", row => row.Id));
        migrationBuilder.CreateIndex("IX_rule_runs_RuleId_ConversationId_Cause", "rule_runs", ["RuleId", "ConversationId", "Cause"], unique: true);
        migrationBuilder.CreateIndex("IX_rule_runs_ConversationId_At_Id", "rule_runs", ["ConversationId", "At", "Id"]);
        migrationBuilder.CreateIndex("IX_rule_runs_RuleId_At_Id", "rule_runs", ["RuleId", "At", "Id"]);
        migrationBuilder.CreateIndex("IX_rule_runs_At_Id", "rule_runs", ["At", "Id"]);

        migrationBuilder.CreateTable("follow_ups", columns: table => new
        {
            Id = table.Column<Guid>(),
            ConversationId = table.Column<Guid>(),
            Text = table.Column<string>(maxLength: 300),
            AgentId = table.Column<Guid>(nullable: true),
            TeamId = table.Column<Guid>(nullable: true),
            DueAt = table.Column<DateTime>(),
            RuleId = table.Column<Guid>(nullable: true),
            State = table.Column<string>(maxLength: 10),
            Result = table.Column<string>(maxLength: 1000),
            CreatedAt = table.Column<DateTime>(),
            ClosedAt = table.Column<DateTime>(nullable: true),
            ClosedBy = table.Column<string>(maxLength: 60, nullable: true),
            RemindedAt = table.Column<DateTime>(nullable: true),
        }, constraints: table => table.PrimaryKey("PK_follow_ups", row => row.Id));
        migrationBuilder.CreateIndex("IX_follow_ups_ConversationId", "follow_ups", "ConversationId");
        migrationBuilder.CreateIndex("IX_follow_ups_State_DueAt_Id", "follow_ups", ["State", "DueAt", "Id"]);
        migrationBuilder.CreateIndex("IX_follow_ups_AgentId_State_DueAt_Id", "follow_ups", ["AgentId", "State", "DueAt", "Id"]);
        migrationBuilder.CreateIndex("IX_follow_ups_TeamId_State_DueAt_Id", "follow_ups", ["TeamId", "State", "DueAt", "Id"]);
    }
}
