using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>Role plays in which a colleague plays the customer.</summary>
[DbContext(typeof(AppDb))]
[Migration("0032_PairPlays")]
public sealed class M0032_PairPlays : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("pair_plays", columns: table => new
        {
            Id = table.Column<Guid>(),
            TrainerId = table.Column<Guid>(),
            LearnerId = table.Column<Guid>(),
            Scenario = table.Column<string>(maxLength: 40),
            Language = table.Column<string>(maxLength: 10),
            Hints = table.Column<bool>(),
            Entries = table.Column<string>(),
            InvitedAt = table.Column<DateTime>(),
            AcceptedAt = table.Column<DateTime>(nullable: true),
            EndedAt = table.Column<DateTime>(nullable: true),
            Ending = table.Column<string>(maxLength: 10),
            Score = table.Column<int>(nullable: true),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_pair_plays", row => row.Id));
        migrationBuilder.CreateIndex("IX_pair_plays_LearnerId_EndedAt", "pair_plays", ["LearnerId", "EndedAt"]);
        migrationBuilder.CreateIndex("IX_pair_plays_TrainerId_EndedAt", "pair_plays", ["TrainerId", "EndedAt"]);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("pair_plays");
}
