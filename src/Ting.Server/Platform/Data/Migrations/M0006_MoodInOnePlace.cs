using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>Whether a customer's mood is shown is said by the conversation alone, also for those who had switched it off before conversations knew.</summary>
[DbContext(typeof(AppDb))]
[Migration("0006_MoodInOnePlace")]
public sealed class M0006_MoodInOnePlace : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""UPDATE conversations SET "MoodHidden" = TRUE WHERE "Id" IN (SELECT "ConversationId" FROM chat_sessions WHERE "ShowsMood" = FALSE)""");
        migrationBuilder.Sql("""ALTER TABLE chat_sessions DROP COLUMN "ShowsMood" """);
    }
}
