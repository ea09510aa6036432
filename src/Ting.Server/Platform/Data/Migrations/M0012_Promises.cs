using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>What customers were told would be done, by when and by whom.</summary>
[DbContext(typeof(AppDb))]
[Migration("0012_Promises")]
public sealed class M0012_Promises : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("promises", columns: table => new
        {
            Id = table.Column<Guid>(),
            ConversationId = table.Column<Guid>(),
            MessageId = table.Column<Guid>(nullable: true),
            AgentId = table.Column<Guid>(nullable: true),
            Text = table.Column<string>(maxLength: 500),
            DueAt = table.Column<DateTime>(),
            State = table.Column<string>(maxLength: 10),
            CreatedAt = table.Column<DateTime>(),
            ClosedAt = table.Column<DateTime>(nullable: true),
            RemindedAt = table.Column<DateTime>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_promises", row => row.Id);
        });
        migrationBuilder.CreateIndex("IX_promises_ConversationId", "promises", "ConversationId");
        migrationBuilder.CreateIndex("IX_promises_MessageId", "promises", "MessageId");
        migrationBuilder.CreateIndex("IX_promises_State_DueAt_Id", "promises", ["State", "DueAt", "Id"]);
        migrationBuilder.CreateIndex("IX_promises_AgentId_State_DueAt_Id", "promises", ["AgentId", "State", "DueAt", "Id"]);
    }
}
