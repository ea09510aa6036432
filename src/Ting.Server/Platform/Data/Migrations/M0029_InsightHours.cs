using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>What the figures need of each hour, packed.</summary>
[DbContext(typeof(AppDb))]
[Migration("0029_InsightHours")]
public sealed class M0029_InsightHours : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("insight_hours", columns: table => new
        {
            Hour = table.Column<long>(),
            Conversations = table.Column<int>(),
            Content = table.Column<byte[]>(),
        }, constraints: table => table.PrimaryKey("PK_insight_hours", row => row.Hour));
        migrationBuilder.CreateTable("insight_progress", columns: table => new
        {
            Id = table.Column<int>(),
            Position = table.Column<long>(),
            First = table.Column<long>(),
            Next = table.Column<long>(nullable: true),
            Sweep = table.Column<long>(),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_insight_progress", row => row.Id));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("insight_progress");
        migrationBuilder.DropTable("insight_hours");
    }
}
