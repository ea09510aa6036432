using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>Messages shown to a third party by a link, and notes that such a one wrote.</summary>
[DbContext(typeof(AppDb))]
[Migration("0034_Forwards")]
public sealed class M0034_Forwards : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<Guid>("ForwardId", "messages", nullable: true);
        migrationBuilder.AddColumn<string>("Participant", "messages", maxLength: 120, nullable: true);
        migrationBuilder.CreateTable("forwards", columns: table => new
        {
            Id = table.Column<Guid>(),
            ConversationId = table.Column<Guid>(),
            Name = table.Column<string>(maxLength: 120),
            Email = table.Column<string>(maxLength: 254),
            Note = table.Column<string>(maxLength: 2000),
            Language = table.Column<string>(maxLength: 10),
            Messages = table.Column<string>(),
            AgentId = table.Column<Guid>(nullable: true),
            CreatedAt = table.Column<DateTime>(),
            ExpiresAt = table.Column<DateTime>(),
            ClosedAt = table.Column<DateTime>(nullable: true),
            Mail = table.Column<string>(maxLength: 10),
            Problem = table.Column<string>(maxLength: 200, nullable: true),
            Answers = table.Column<int>(),
            AnsweredAt = table.Column<DateTime>(nullable: true),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_forwards", row => row.Id));
        migrationBuilder.CreateIndex("IX_forwards_ConversationId_Id", "forwards", ["ConversationId", "Id"]);
        migrationBuilder.CreateIndex("IX_forwards_AgentId_CreatedAt", "forwards", ["AgentId", "CreatedAt"]);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("forwards");
        migrationBuilder.DropColumn("Participant", "messages");
        migrationBuilder.DropColumn("ForwardId", "messages");
    }
}
