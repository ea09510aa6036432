using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>Recorded calls of conversations, for how long they are kept, and what agents ticked before a visit.</summary>
[DbContext(typeof(AppDb))]
[Migration("0028_CallsAndChecklists")]
public sealed class M0028_CallsAndChecklists : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<int>("Tries", "voice_takes", nullable: false, defaultValue: 0);

        migrationBuilder.CreateTable("call_recordings", columns: table => new
        {
            Id = table.Column<Guid>(),
            ConversationId = table.Column<Guid>(),
            AddedBy = table.Column<string>(maxLength: 60),
            Name = table.Column<string>(maxLength: 100),
            Hash = table.Column<string>(maxLength: 64),
            SecondHash = table.Column<string>(maxLength: 64, nullable: true),
            CustomerFirst = table.Column<bool>(),
            Seconds = table.Column<double>(),
            RingSeconds = table.Column<double>(nullable: true),
            Reading = table.Column<string>(nullable: true),
            Outline = table.Column<string>(nullable: true),
            Problem = table.Column<string>(maxLength: 40, nullable: true),
            Tries = table.Column<int>(),
            At = table.Column<DateTime>(),
            CalledAt = table.Column<DateTime>(),
        }, constraints: table => table.PrimaryKey("PK_call_recordings", row => row.Id));
        migrationBuilder.CreateIndex("IX_call_recordings_ConversationId_Id", "call_recordings", ["ConversationId", "Id"]);
        migrationBuilder.CreateIndex("IX_call_recordings_At", "call_recordings", "At");
        migrationBuilder.CreateIndex("IX_call_recordings_CalledAt_RingSeconds", "call_recordings", ["CalledAt", "RingSeconds"]);

        migrationBuilder.CreateTable("recording_rules", columns: table => new
        {
            Id = table.Column<int>(),
            KeptDays = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_recording_rules", row => row.Id));

        migrationBuilder.CreateTable("checklist_days", columns: table => new
        {
            AgentId = table.Column<Guid>(),
            Day = table.Column<string>(maxLength: 10),
            Checklist = table.Column<string>(maxLength: 20),
            Ticked = table.Column<string>(maxLength: 1000),
            At = table.Column<DateTime>(),
        }, constraints: table => table.PrimaryKey("PK_checklist_days", row => new { row.AgentId, row.Day, row.Checklist }));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("checklist_days");
        migrationBuilder.DropTable("recording_rules");
        migrationBuilder.DropTable("call_recordings");
        migrationBuilder.DropColumn("Tries", "voice_takes");
    }
}
