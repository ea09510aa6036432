using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>The service-profit chain: which source stands for which link, what is entered by hand, and when colleagues left.</summary>
[DbContext(typeof(AppDb))]
[Migration("0030_Chain")]
public sealed class M0030_Chain : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<DateTime>("LeftAt", "agents", nullable: true);
        migrationBuilder.Sql("""UPDATE agents SET "LeftAt" = "LastSeenAt" WHERE NOT "Active" """); // nothing nearer is known of those who left before

        migrationBuilder.CreateTable("chain_settings", columns: table => new
        {
            Id = table.Column<int>(),
            Sources = table.Column<string>(),
            EmployeeSurveyId = table.Column<Guid>(nullable: true),
            QualitySurveyId = table.Column<Guid>(nullable: true),
            RecommendSurveyId = table.Column<Guid>(nullable: true),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_chain_settings", row => row.Id));
        migrationBuilder.CreateTable("chain_values", columns: table => new
        {
            Link = table.Column<string>(maxLength: 25),
            Step = table.Column<string>(maxLength: 5),
            Start = table.Column<DateOnly>(),
            Value = table.Column<double>(),
            EnteredBy = table.Column<string>(maxLength: 60),
            EnteredAt = table.Column<DateTime>(),
        }, constraints: table => table.PrimaryKey("PK_chain_values", row => new { row.Link, row.Step, row.Start }));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("chain_values");
        migrationBuilder.DropTable("chain_settings");
        migrationBuilder.DropColumn("LeftAt", "agents");
    }
}
