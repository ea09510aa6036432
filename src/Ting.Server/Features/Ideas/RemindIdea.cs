using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Mail;

namespace Ting.Server.Features.Ideas;

/// <summary>The class of an idea is old: the list says so, and whoever looks after it gets a letter where letters are sent.</summary>
/// <param name="DueAt">A class that is newer, or may stand longer, has another reminder.</param>
public sealed record RemindIdea(Guid IdeaId, DateTimeOffset DueAt) : IJob
{
    public static string Name => "remind-idea";

    internal sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock) : IJobHandler<RemindIdea>
    {
        public Task HandleAsync(RemindIdea job, CancellationToken cancel) => Attempts.OnConflictAsync(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var now = clock.GetUtcNow();
            if (await db.ServiceIdeas.FindAsync([job.IdeaId], cancel) is not { RemindedAt: null } idea || !idea.IsOld(now) || idea.AskAgainAt != job.DueAt)
                return false;

            idea.Remind(now);
            if (idea.OwnerId is { } owner)
                db.Enqueue(new WriteToIdeaOwner(idea.Id, owner, job.DueAt), now);
            await db.SaveChangesAsync(cancel);
            live.Publish(LookAtIdeas.Topic);
            return true;
        });
    }
}

/// <summary>The letter; tried again while the mail server is away.</summary>
public sealed record WriteToIdeaOwner(Guid IdeaId, Guid AgentId, DateTimeOffset DueAt) : IJob
{
    public static string Name => "write-to-idea-owner";

    internal sealed class Handler(IDbContextFactory<AppDb> database, MailSender mail, IStringLocalizer<IdeasText> text) : IJobHandler<WriteToIdeaOwner>
    {
        public async Task HandleAsync(WriteToIdeaOwner job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (!mail.IsConfigured
                || await db.ServiceIdeas.AsNoTracking().SingleOrDefaultAsync(it => it.Id == job.IdeaId, cancel) is not { Class: { } of, ClassAt: { } at } idea || idea.AskAgainAt != job.DueAt
                || await db.Agents.AsNoTracking().SingleOrDefaultAsync(it => it.Id == job.AgentId, cancel) is not { Active: true, Email: { Length: > 0 } address } owner)
                return;

            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(owner.Language); // of this job's own flow
            var words = text["letter.text", owner.Name, idea.Title, text[$"class.{of}"], at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)].Value;
            await mail.SendAsync(new Letter($"idea-{idea.Id:N}-{job.DueAt.ToUnixTimeSeconds()}", address, owner.Name, text["letter.subject", idea.Title], words, $"<p>{WebUtility.HtmlEncode(words)}</p>", []), cancel);
        }
    }
}
