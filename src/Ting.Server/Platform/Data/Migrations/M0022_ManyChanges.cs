using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>What was done to many conversations at once, and how each stood before.</summary>
[DbContext(typeof(AppDb))]
[Migration("0022_ManyChanges")]
public sealed class M0022_ManyChanges : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("many_changes", columns: table => new
        {
            Id = table.Column<Guid>(),
            Kind = table.Column<string>(maxLength: 12),
            Target = table.Column<string>(maxLength: 60),
            Actor = table.Column<string>(maxLength: 50),
            Changed = table.Column<int>(),
            Left = table.Column<int>(),
            At = table.Column<DateTime>(),
            UndoneAt = table.Column<DateTime>(nullable: true),
            Items = table.Column<string>(),
        }, constraints: table => table.PrimaryKey("PK_many_changes", row => row.Id));
        migrationBuilder.CreateIndex("IX_many_changes_At", "many_changes", "At");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("many_changes");
}
