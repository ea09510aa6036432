using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>What the shop sells, what people agreed to, what was said to recommendations, when orders arrive, and what roles may do here.</summary>
[DbContext(typeof(AppDb))]
[Migration("0026_PersonalService")]
public sealed class M0026_PersonalService : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("products", columns: table => new
        {
            Id = table.Column<Guid>(),
            Sku = table.Column<string>(maxLength: 60),
            Names = table.Column<string>(),
            Category = table.Column<string>(maxLength: 120),
            Words = table.Column<string>(),
            Price = table.Column<long>(nullable: true),
            Currency = table.Column<string>(maxLength: 3),
            LastsDays = table.Column<int>(nullable: true),
            Active = table.Column<bool>(),
            CreatedAt = table.Column<DateTime>(),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_products", row => row.Id));
        migrationBuilder.CreateIndex("IX_products_Sku", "products", "Sku", unique: true);

        migrationBuilder.CreateTable("consents", columns: table => new
        {
            PersonId = table.Column<Guid>(),
            Purpose = table.Column<string>(maxLength: 20),
            State = table.Column<string>(maxLength: 10),
            Quote = table.Column<string>(maxLength: 300),
            At = table.Column<DateTime>(),
            Actor = table.Column<string>(maxLength: 60),
        }, constraints: table => table.PrimaryKey("PK_consents", row => new { row.PersonId, row.Purpose }));

        migrationBuilder.CreateTable("recommendation_answers", columns: table => new
        {
            Id = table.Column<Guid>(),
            PersonId = table.Column<Guid>(),
            Key = table.Column<string>(maxLength: 100),
            Kind = table.Column<string>(maxLength: 10),
            Reason = table.Column<string>(maxLength: 20, nullable: true),
            Note = table.Column<string>(maxLength: 300),
            Actor = table.Column<string>(maxLength: 60),
            At = table.Column<DateTime>(),
            Until = table.Column<DateTime>(),
        }, constraints: table => table.PrimaryKey("PK_recommendation_answers", row => row.Id));
        migrationBuilder.CreateIndex("IX_recommendation_answers_PersonId_Until", "recommendation_answers", ["PersonId", "Until"]);

        migrationBuilder.AddColumn<DateTime>("DueAt", "orders", nullable: true);
        migrationBuilder.AddColumn<DateTime>("DeliveredAt", "orders", nullable: true);

        migrationBuilder.CreateTable("role_settings", columns: table => new
        {
            Role = table.Column<string>(maxLength: 20),
            Id = table.Column<Guid>(),
            Changes = table.Column<string>(),
            LastSequence = table.Column<int>(),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_role_settings", row => row.Role));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("role_settings");
        migrationBuilder.DropColumn("DeliveredAt", "orders");
        migrationBuilder.DropColumn("DueAt", "orders");
        migrationBuilder.DropTable("recommendation_answers");
        migrationBuilder.DropTable("consents");
        migrationBuilder.DropTable("products");
    }
}
