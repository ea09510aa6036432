using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>The library of standard processes, and which steps were recorded in which conversation.</summary>
[DbContext(typeof(AppDb))]
[Migration("0037_QualityAxes")]
public sealed class M0037_QualityAxes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("standard_processes", columns: table => new
        {
            Id = table.Column<Guid>(),
            Names = table.Column<string>(),
            Occasion = table.Column<string>(),
            LabelId = table.Column<Guid>(nullable: true),
            CaseKind = table.Column<string>(maxLength: 10, nullable: true),
            Steps = table.Column<string>(),
            Archived = table.Column<bool>(),
            CreatedAt = table.Column<DateTime>(),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_standard_processes", row => row.Id));
        migrationBuilder.CreateTable("process_records", columns: table => new
        {
            ConversationId = table.Column<Guid>(),
            ProcessId = table.Column<Guid>(),
            Step = table.Column<string>(maxLength: 20),
            AgentId = table.Column<Guid>(nullable: true),
            At = table.Column<DateTime>(),
        }, constraints: table => table.PrimaryKey("PK_process_records", row => new { row.ConversationId, row.ProcessId, row.Step }));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("process_records");
        migrationBuilder.DropTable("standard_processes");
    }
}
