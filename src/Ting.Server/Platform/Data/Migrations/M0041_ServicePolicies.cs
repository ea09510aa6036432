using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>How customers are treated, everywhere and in one inbox.</summary>
[DbContext(typeof(AppDb))]
[Migration("0041_ServicePolicies")]
public sealed class M0041_ServicePolicies : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable("service_policies", columns: table => new
    {
        InboxId = table.Column<Guid>(),
        Id = table.Column<Guid>(),
        Opening = table.Column<string>(),
        Rings = table.Column<int>(nullable: true),
        ApologiseFirst = table.Column<bool>(nullable: true),
        Trust = table.Column<bool>(nullable: true),
        LastSequence = table.Column<int>(),
        Version = table.Column<int>(),
    }, constraints: table => table.PrimaryKey("PK_service_policies", row => row.InboxId));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("service_policies");
}
