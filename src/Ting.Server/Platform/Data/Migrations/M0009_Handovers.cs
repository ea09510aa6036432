using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>Who handed a conversation to whom, and what they had to know.</summary>
[DbContext(typeof(AppDb))]
[Migration("0009_Handovers")]
public sealed class M0009_Handovers : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<int>("Transfers", "conversations", nullable: false, defaultValue: 0);
        migrationBuilder.CreateTable("handovers", columns: table => new
        {
            Id = table.Column<Guid>(),
            ConversationId = table.Column<Guid>(),
            FromAgentId = table.Column<Guid>(nullable: true),
            ToAgentId = table.Column<Guid>(nullable: true),
            ToTeamId = table.Column<Guid>(nullable: true),
            NoteId = table.Column<Guid>(),
            Card = table.Column<string>(),
            Transfer = table.Column<int>(),
            Actor = table.Column<string>(maxLength: 60),
            At = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_handovers", row => row.Id);
        });
        migrationBuilder.CreateIndex("IX_handovers_ConversationId", "handovers", "ConversationId");
    }
}
