using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>A magazine with its readers, and a community with its topics.</summary>
[DbContext(typeof(AppDb))]
[Migration("0042_Fans")]
public sealed class M0042_Fans : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("fan_rules", columns: table => new
        {
            Id = table.Column<int>(),
            MagazineOpen = table.Column<bool>(),
            CommunityOpen = table.Column<bool>(),
            Approval = table.Column<bool>(),
            InboxId = table.Column<Guid>(nullable: true),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_fan_rules", row => row.Id));

        AddMagazine(migrationBuilder);
        AddCommunity(migrationBuilder);
    }

    private static void AddMagazine(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("magazine_issues", columns: table => new
        {
            Id = table.Column<Guid>(),
            Number = table.Column<int>(),
            Texts = table.Column<string>(),
            State = table.Column<string>(maxLength: 10),
            CreatedAt = table.Column<DateTime>(),
            ChangedAt = table.Column<DateTime>(),
            PublishedAt = table.Column<DateTime>(nullable: true),
            Sending = table.Column<string>(maxLength: 10),
            SendRound = table.Column<int>(),
            SendBegunAt = table.Column<DateTime>(nullable: true),
            SentAt = table.Column<DateTime>(nullable: true),
            Recipients = table.Column<int>(),
            Sent = table.Column<int>(),
            Failed = table.Column<int>(),
            Unsubscribed = table.Column<int>(),
            Problem = table.Column<string>(maxLength: 40, nullable: true),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_magazine_issues", row => row.Id));
        migrationBuilder.CreateIndex("IX_magazine_issues_Number", "magazine_issues", "Number", unique: true);
        migrationBuilder.CreateIndex("IX_magazine_issues_State_PublishedAt_Id", "magazine_issues", ["State", "PublishedAt", "Id"]);

        migrationBuilder.CreateTable("magazine_deliveries", columns: table => new
        {
            IssueId = table.Column<Guid>(),
            SubscriberId = table.Column<Guid>(),
            State = table.Column<string>(maxLength: 10),
            At = table.Column<DateTime>(),
        }, constraints: table => table.PrimaryKey("PK_magazine_deliveries", row => new { row.IssueId, row.SubscriberId }));
        migrationBuilder.CreateIndex("IX_magazine_deliveries_IssueId_State", "magazine_deliveries", ["IssueId", "State"]);

        migrationBuilder.CreateTable("magazine_subscribers", columns: table => new
        {
            Id = table.Column<Guid>(),
            Email = table.Column<string>(maxLength: 254, nullable: true),
            Language = table.Column<string>(maxLength: 10),
            Source = table.Column<string>(maxLength: 20),
            Wording = table.Column<string>(maxLength: 400),
            State = table.Column<string>(maxLength: 10),
            AskedAt = table.Column<DateTime>(),
            ConfirmedAt = table.Column<DateTime>(nullable: true),
            LeftAt = table.Column<DateTime>(nullable: true),
            TokenHash = table.Column<string>(maxLength: 64, nullable: true),
            ExpiresAt = table.Column<DateTime>(),
            LetterAt = table.Column<DateTime>(nullable: true),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_magazine_subscribers", row => row.Id));
        migrationBuilder.CreateIndex("IX_magazine_subscribers_Email", "magazine_subscribers", "Email", unique: true);
        migrationBuilder.CreateIndex("IX_magazine_subscribers_TokenHash", "magazine_subscribers", "TokenHash", unique: true);
        migrationBuilder.CreateIndex("IX_magazine_subscribers_State_Id", "magazine_subscribers", ["State", "Id"]);
    }

    private static void AddCommunity(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("community_topics", columns: table => new
        {
            Id = table.Column<Guid>(),
            Board = table.Column<string>(maxLength: 10),
            Title = table.Column<string>(maxLength: 120),
            Language = table.Column<string>(maxLength: 10),
            State = table.Column<string>(maxLength: 12),
            LastAt = table.Column<DateTime>(),
            Answers = table.Column<int>(),
            AcceptedId = table.Column<Guid>(nullable: true),
            ClosedAt = table.Column<DateTime>(nullable: true),
            ConversationId = table.Column<Guid>(nullable: true),
            LastSequence = table.Column<int>(),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_community_topics", row => row.Id));
        migrationBuilder.CreateIndex("IX_community_topics_State_LastAt_Id", "community_topics", ["State", "LastAt", "Id"]);
        migrationBuilder.CreateIndex("IX_community_topics_State_Board_LastAt_Id", "community_topics", ["State", "Board", "LastAt", "Id"]);
        migrationBuilder.CreateIndex("IX_community_topics_ConversationId", "community_topics", "ConversationId");

        migrationBuilder.CreateTable("community_posts", columns: table => new
        {
            Id = table.Column<Guid>(),
            TopicId = table.Column<Guid>(),
            IsFirst = table.Column<bool>(),
            IsTeam = table.Column<bool>(),
            AgentId = table.Column<Guid>(nullable: true),
            Name = table.Column<string>(maxLength: 60),
            Email = table.Column<string>(maxLength: 254, nullable: true),
            Text = table.Column<string>(maxLength: 4000),
            Language = table.Column<string>(maxLength: 10),
            State = table.Column<string>(maxLength: 12),
            At = table.Column<DateTime>(),
            ConfirmedAt = table.Column<DateTime>(nullable: true),
            ShownAt = table.Column<DateTime>(nullable: true),
            ExpiresAt = table.Column<DateTime>(),
            TokenHash = table.Column<string>(maxLength: 64, nullable: true),
            Emotion = table.Column<string>(maxLength: 20, nullable: true),
            Need = table.Column<string>(maxLength: 20, nullable: true),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_community_posts", row => row.Id));
        migrationBuilder.CreateIndex("IX_community_posts_TopicId_Id", "community_posts", ["TopicId", "Id"]);
        migrationBuilder.CreateIndex("IX_community_posts_State_Id", "community_posts", ["State", "Id"]);
        migrationBuilder.CreateIndex("IX_community_posts_Email_At", "community_posts", ["Email", "At"]);
        migrationBuilder.CreateIndex("IX_community_posts_TokenHash", "community_posts", "TokenHash", unique: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in (string[])["community_posts", "community_topics", "magazine_subscribers", "magazine_deliveries", "magazine_issues", "fan_rules"])
            migrationBuilder.DropTable(table);
    }
}
