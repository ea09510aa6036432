using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>The few readings that people put right are found without looking at all the others.</summary>
[DbContext(typeof(AppDb))]
[Migration("0013_CorrectedReadings")]
public sealed class M0013_CorrectedReadings : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateIndex("IX_readings_At_MessageId", "readings", ["At", "MessageId"], filter: "\"CorrectedEmotion\" IS NOT NULL");
}
