using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>When people work, what they promise, and by when it is due.</summary>
[DbContext(typeof(AppDb))]
[Migration("0010_CalendarsAndDueTimes")]
public sealed class M0010_CalendarsAndDueTimes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("calendars", columns: table => new
        {
            Id = table.Column<Guid>(),
            Name = table.Column<string>(maxLength: 120),
            Zone = table.Column<string>(maxLength: 60),
            Week = table.Column<string>(),
            Days = table.Column<string>(),
            CreatedAt = table.Column<DateTime>(),
            Version = table.Column<int>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_calendars", row => row.Id);
        });
        migrationBuilder.CreateTable("service_levels", columns: table => new
        {
            Id = table.Column<Guid>(),
            Name = table.Column<string>(maxLength: 120),
            InboxId = table.Column<Guid>(nullable: true),
            Tier = table.Column<string>(maxLength: 20, nullable: true),
            Hours = table.Column<string>(maxLength: 10),
            CalendarId = table.Column<Guid>(nullable: true),
            PausesForCustomer = table.Column<bool>(),
            PausesSnoozed = table.Column<bool>(),
            WarnAt = table.Column<int>(),
            WarnsAssignee = table.Column<bool>(),
            Warned = table.Column<string>(),
            Targets = table.Column<string>(),
            CreatedAt = table.Column<DateTime>(),
            Version = table.Column<int>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_service_levels", row => row.Id);
        });
        migrationBuilder.CreateTable("service_clocks", columns: table => new
        {
            ConversationId = table.Column<Guid>(),
            Target = table.Column<string>(maxLength: 10),
            Sequence = table.Column<int>(),
            StartedAt = table.Column<DateTime>(),
            LevelId = table.Column<Guid>(),
            DueAt = table.Column<DateTime>(nullable: true),
            EndedAt = table.Column<DateTime>(nullable: true),
            Broken = table.Column<bool>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_service_clocks", row => new { row.ConversationId, row.Target, row.Sequence });
        });
        migrationBuilder.CreateIndex("IX_service_clocks_StartedAt", "service_clocks", "StartedAt");

        migrationBuilder.AddColumn<Guid>("CalendarId", "inboxes", nullable: true);
        migrationBuilder.AddColumn<DateTime>("DueAt", "conversations", nullable: true);
        migrationBuilder.AddColumn<string>("DueTarget", "conversations", maxLength: 10, nullable: true);
        migrationBuilder.AddColumn<DateTime>("DueSoonAt", "conversations", nullable: true);
        migrationBuilder.AddColumn<DateTime>("DueCheckAt", "conversations", nullable: true);
        migrationBuilder.AddColumn<string>("Service", "conversations", nullable: true);
        migrationBuilder.CreateIndex("IX_conversations_Status_DueAt", "conversations", ["Status", "DueAt"]);
        migrationBuilder.CreateIndex("IX_conversations_Status_DueSoonAt", "conversations", ["Status", "DueSoonAt"]);
        migrationBuilder.CreateIndex("IX_conversations_DueCheckAt", "conversations", "DueCheckAt");
    }
}
