using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Academy.Practice;

/// <summary>An agent writes down what they take away from a lesson. Nobody else reads it.</summary>
public static class WriteNote
{
    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public async Task<string?> ReadAsync(Guid agentId, string course, string lesson, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            return await db.LessonNotes.Where(note => note.AgentId == agentId && note.Course == course && note.Lesson == lesson).Select(note => note.Text).SingleOrDefaultAsync(cancel);
        }

        public async Task<Outcome<bool>> HandleAsync(Guid agentId, Course course, Lesson lesson, string text, CancellationToken cancel)
        {
            if (text.Length > LessonNote.Longest)
                return Refusal.Invalid("form.too_long", "text");

            return await Attempts.OnConflictAsync<Outcome<bool>>(async () =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                var note = await db.LessonNotes.FindAsync([agentId, course.Key, lesson.Key], cancel) ?? db.LessonNotes.Add(new LessonNote(agentId, course.Key, lesson.Key)).Entity;
                note.Write(text.Replace("\0", "", StringComparison.Ordinal).ReplaceLineEndings("\n").Trim(), clock.GetUtcNow()); // PostgreSQL keeps no NUL
                await db.SaveChangesAsync(cancel);
                return true;
            });
        }
    }
}
