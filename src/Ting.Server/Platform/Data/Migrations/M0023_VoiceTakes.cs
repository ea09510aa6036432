using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>What agents record to practise their voice, and what it measures.</summary>
[DbContext(typeof(AppDb))]
[Migration("0023_VoiceTakes")]
public sealed class M0023_VoiceTakes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("voice_takes", columns: table => new
        {
            Id = table.Column<Guid>(),
            AgentId = table.Column<Guid>(),
            Drill = table.Column<string>(maxLength: 40),
            Language = table.Column<string>(maxLength: 10),
            Line = table.Column<int>(),
            Manner = table.Column<int>(nullable: true),
            Name = table.Column<string>(maxLength: 100),
            Hash = table.Column<string>(maxLength: 64),
            SecondHash = table.Column<string>(maxLength: 64, nullable: true),
            CustomerFirst = table.Column<bool>(),
            Seconds = table.Column<double>(),
            Reading = table.Column<string>(nullable: true),
            Outline = table.Column<string>(nullable: true),
            Problem = table.Column<string>(maxLength: 40, nullable: true),
            At = table.Column<DateTime>(),
        }, constraints: table => table.PrimaryKey("PK_voice_takes", row => row.Id));
        migrationBuilder.CreateIndex("IX_voice_takes_AgentId_Id", "voice_takes", ["AgentId", "Id"]);
        migrationBuilder.CreateIndex("IX_voice_takes_AgentId_Drill_Id", "voice_takes", ["AgentId", "Drill", "Id"]);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("voice_takes");
}
