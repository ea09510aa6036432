using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>A reply can wait: for its time, or for nobody taking it back.</summary>
[DbContext(typeof(AppDb))]
[Migration("0007_RepliesWait")]
public sealed class M0007_RepliesWait : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<int>("HeldReplies", "conversations", nullable: false, defaultValue: 0);
        migrationBuilder.CreateTable("scheduled_replies", columns: table => new
        {
            Id = table.Column<Guid>(),
            ConversationId = table.Column<Guid>(),
            AgentId = table.Column<Guid>(nullable: true),
            Actor = table.Column<string>(maxLength: 60),
            Text = table.Column<string>(),
            ExternalId = table.Column<string>(maxLength: 200, nullable: true),
            Resolves = table.Column<bool>(),
            Rest = table.Column<string>(),
            SendAt = table.Column<DateTime>(),
            ToUndo = table.Column<bool>(),
            CreatedAt = table.Column<DateTime>(),
            State = table.Column<string>(maxLength: 10),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_scheduled_replies", row => row.Id);
        });
        migrationBuilder.CreateIndex("IX_scheduled_replies_ConversationId_State", "scheduled_replies", ["ConversationId", "State"]);
    }
}
