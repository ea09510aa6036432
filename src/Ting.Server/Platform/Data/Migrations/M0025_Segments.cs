using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>People who have something in common, and how to serve them.</summary>
[DbContext(typeof(AppDb))]
[Migration("0025_Segments")]
public sealed class M0025_Segments : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("segments", columns: table => new
        {
            Id = table.Column<Guid>(),
            Name = table.Column<string>(maxLength: 60),
            Strategy = table.Column<string>(maxLength: 1000),
            Colour = table.Column<string>(maxLength: 20, nullable: true),
            Match = table.Column<string>(maxLength: 5),
            Conditions = table.Column<string>(),
            Members = table.Column<int>(nullable: true),
            CountedAt = table.Column<DateTime>(nullable: true),
            CreatedAt = table.Column<DateTime>(),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_segments", row => row.Id));
        migrationBuilder.CreateIndex("IX_segments_Name", "segments", "Name", unique: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("segments");
}
