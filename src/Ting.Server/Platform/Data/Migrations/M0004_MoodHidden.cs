using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

[DbContext(typeof(AppDb))]
[Migration("0004_MoodHidden")]
public sealed class M0004_MoodHidden : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<bool>("MoodHidden", "conversations", nullable: false, defaultValue: false);
}
