using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>A conversation can take in another, and give it back.</summary>
[DbContext(typeof(AppDb))]
[Migration("0008_ConversationsBecomeOne")]
public sealed class M0008_ConversationsBecomeOne : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<Guid>("MergedIntoId", "conversations", nullable: true);
        migrationBuilder.AddColumn<int>("TakenIn", "conversations", nullable: false, defaultValue: 0);
        migrationBuilder.CreateTable("conversation_merges", columns: table => new
        {
            Id = table.Column<Guid>(),
            ConversationId = table.Column<Guid>(),
            OtherId = table.Column<Guid>(),
            Snapshot = table.Column<string>(),
            Actor = table.Column<string>(maxLength: 60),
            At = table.Column<DateTime>(),
            UndoneAt = table.Column<DateTime>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_conversation_merges", row => row.Id);
        });
        migrationBuilder.CreateIndex("IX_conversation_merges_ConversationId", "conversation_merges", "ConversationId");
        migrationBuilder.CreateIndex("IX_conversation_merges_OtherId", "conversation_merges", "OtherId");
    }
}
