using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>What is said in public: its sources, the posts with their readings, and how long they are kept.</summary>
[DbContext(typeof(AppDb))]
[Migration("0040_PublicVoice")]
public sealed class M0040_PublicVoice : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("public_sources", columns: table => new
        {
            Id = table.Column<Guid>(),
            Name = table.Column<string>(maxLength: 120),
            Kind = table.Column<string>(maxLength: 20),
            Feed = table.Column<string>(maxLength: 500, nullable: true),
            IntervalMinutes = table.Column<int>(),
            Round = table.Column<int>(),
            ETag = table.Column<string>(maxLength: 200, nullable: true),
            LastModified = table.Column<string>(maxLength: 60, nullable: true),
            PolledAt = table.Column<DateTime>(nullable: true),
            NextPollAt = table.Column<DateTime>(nullable: true),
            Failures = table.Column<int>(),
            Problem = table.Column<string>(maxLength: 40, nullable: true),
            ProblemStatus = table.Column<int>(nullable: true),
            CreatedAt = table.Column<DateTime>(),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_public_sources", row => row.Id));

        migrationBuilder.CreateTable("public_posts", columns: table => new
        {
            Id = table.Column<Guid>(),
            SourceId = table.Column<Guid>(),
            Kind = table.Column<string>(maxLength: 20),
            ExternalId = table.Column<string>(maxLength: 200),
            Author = table.Column<string>(maxLength: 120, nullable: true),
            Text = table.Column<string>(maxLength: 4000),
            Link = table.Column<string>(maxLength: 1000, nullable: true),
            Language = table.Column<string>(maxLength: 3, nullable: true),
            At = table.Column<DateTime>(),
            ReceivedAt = table.Column<DateTime>(),
            ReadAt = table.Column<DateTime>(nullable: true),
            Emotion = table.Column<string>(maxLength: 20, nullable: true),
            SentimentScore = table.Column<double>(nullable: true),
            Need = table.Column<string>(maxLength: 20, nullable: true),
            ModelVersion = table.Column<string>(maxLength: 40, nullable: true),
            Reading = table.Column<string>(nullable: true),
            LookedBy = table.Column<Guid>(nullable: true),
            LookedAt = table.Column<DateTime>(nullable: true),
        }, constraints: table => table.PrimaryKey("PK_public_posts", row => row.Id));
        migrationBuilder.CreateIndex("IX_public_posts_SourceId_ExternalId", "public_posts", ["SourceId", "ExternalId"], unique: true);
        migrationBuilder.CreateIndex("IX_public_posts_At_Id", "public_posts", ["At", "Id"]);
        migrationBuilder.CreateIndex("IX_public_posts_SourceId_At_Id", "public_posts", ["SourceId", "At", "Id"]);
        migrationBuilder.CreateIndex("IX_public_posts_Kind_At_Id", "public_posts", ["Kind", "At", "Id"]);
        migrationBuilder.CreateIndex("IX_public_posts_Language_At_Id", "public_posts", ["Language", "At", "Id"]);
        migrationBuilder.CreateIndex("IX_public_posts_Id", "public_posts", "Id", filter: "\"ReadAt\" IS NULL");

        migrationBuilder.CreateTable("public_voice_rules", columns: table => new
        {
            Id = table.Column<int>(),
            KeptDays = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_public_voice_rules", row => row.Id));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("public_voice_rules");
        migrationBuilder.DropTable("public_posts");
        migrationBuilder.DropTable("public_sources");
    }
}
