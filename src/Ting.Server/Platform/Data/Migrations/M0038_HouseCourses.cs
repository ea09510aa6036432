using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>Courses that a house writes itself with everything it has published of them, what its exercises were made from, and a team's own table of body language.</summary>
[DbContext(typeof(AppDb))]
[Migration("0038_HouseCourses")]
public sealed class M0038_HouseCourses : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("house_courses", columns: table => new
        {
            Key = table.Column<string>(maxLength: 40),
            Draft = table.Column<string>(nullable: true),
            DraftBy = table.Column<string>(maxLength: 60, nullable: true),
            DraftAt = table.Column<DateTime>(nullable: true),
            EditionId = table.Column<Guid>(nullable: true),
            Edition = table.Column<int>(),
            LastEdition = table.Column<int>(),
            ShippedHash = table.Column<string>(maxLength: 64, nullable: true),
            Version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("PK_house_courses", row => row.Key));

        migrationBuilder.CreateTable("course_editions", columns: table => new
        {
            Id = table.Column<Guid>(),
            Course = table.Column<string>(maxLength: 40),
            Number = table.Column<int>(),
            Files = table.Column<string>(nullable: true),
            Note = table.Column<string>(maxLength: 300),
            By = table.Column<string>(maxLength: 60),
            At = table.Column<DateTime>(),
        }, constraints: table => table.PrimaryKey("PK_course_editions", row => row.Id));
        migrationBuilder.CreateIndex("IX_course_editions_Course_Number", "course_editions", ["Course", "Number"], unique: true);

        migrationBuilder.CreateTable("exercise_sources", columns: table => new
        {
            Id = table.Column<Guid>(),
            Course = table.Column<string>(maxLength: 40),
            Exercise = table.Column<string>(maxLength: 40),
            ConversationId = table.Column<Guid>(),
            By = table.Column<string>(maxLength: 60),
            At = table.Column<DateTime>(),
        }, constraints: table => table.PrimaryKey("PK_exercise_sources", row => row.Id));
        migrationBuilder.CreateIndex("IX_exercise_sources_ConversationId", "exercise_sources", "ConversationId");
        migrationBuilder.CreateIndex("IX_exercise_sources_Course_Exercise", "exercise_sources", ["Course", "Exercise"]);

        migrationBuilder.CreateTable("body_lines", columns: table => new
        {
            Id = table.Column<Guid>(),
            TeamId = table.Column<Guid>(),
            Aspect = table.Column<string>(maxLength: 20),
            IsGood = table.Column<bool>(),
            Text = table.Column<string>(maxLength: 200),
            AgentId = table.Column<Guid>(),
            At = table.Column<DateTime>(),
        }, constraints: table => table.PrimaryKey("PK_body_lines", row => row.Id));
        migrationBuilder.CreateIndex("IX_body_lines_TeamId_Id", "body_lines", ["TeamId", "Id"]);

        migrationBuilder.AddColumn<int>("Edition", "attempts", defaultValue: 0);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropColumn("Edition", "attempts");
        migrationBuilder.DropTable("body_lines");
        migrationBuilder.DropTable("exercise_sources");
        migrationBuilder.DropTable("course_editions");
        migrationBuilder.DropTable("house_courses");
    }
}
