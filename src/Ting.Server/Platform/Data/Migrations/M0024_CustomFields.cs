using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>What a desk wants to know of people besides what every desk does, and what is known.</summary>
[DbContext(typeof(AppDb))]
[Migration("0024_CustomFields")]
public sealed class M0024_CustomFields : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("custom_fields", columns: table => new
        {
            Id = table.Column<Guid>(),
            Key = table.Column<string>(maxLength: 40),
            Kind = table.Column<string>(maxLength: 10),
            Names = table.Column<string>(),
            Help = table.Column<string>(),
            Unit = table.Column<string>(maxLength: 20),
            Least = table.Column<long>(nullable: true),
            Most = table.Column<long>(nullable: true),
            Required = table.Column<bool>(),
            Position = table.Column<int>(),
            Options = table.Column<string>(),
            ArchivedAt = table.Column<DateTime>(nullable: true),
            CreatedAt = table.Column<DateTime>(),
            LastSequence = table.Column<int>(),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_custom_fields", row => row.Id));
        migrationBuilder.CreateIndex("IX_custom_fields_Key", "custom_fields", "Key", unique: true);

        migrationBuilder.CreateTable("field_values", columns: table => new
        {
            PersonId = table.Column<Guid>(),
            FieldId = table.Column<Guid>(),
            Place = table.Column<int>(),
            Text = table.Column<string>(nullable: true),
            Word = table.Column<string>(maxLength: 100, nullable: true),
            Number = table.Column<long>(nullable: true),
        }, constraints: table => table.PrimaryKey("PK_field_values", row => new { row.PersonId, row.FieldId, row.Place }));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("field_values");
        migrationBuilder.DropTable("custom_fields");
    }
}
