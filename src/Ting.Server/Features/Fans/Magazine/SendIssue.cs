using System.Net.Mail;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Ting.Server.Features.Settings;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Mail;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Fans.Magazine;

/// <summary>A published issue goes out, a few letters a job, so that other jobs get their turn. A letter is written down before it is sent, and so never sent twice.</summary>
/// <param name="Round">Of the issue when this began; another one ends it.</param>
/// <param name="After">The reader before the first of this part.</param>
public sealed record SendIssue(Guid IssueId, int Round, Guid After) : IJob
{
    public const string Topic = "magazine";
    public const int AtOnce = 20;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public static string Name => "send-magazine-issue";

    internal sealed class Handler(IDbContextFactory<AppDb> database, IssueLetter letter, FanLetters letters, LiveFeed live, TimeProvider clock) : IJobHandler<SendIssue>
    {
        public async Task HandleAsync(SendIssue job, CancellationToken cancel)
        {
            List<Guid> next;
            await using (var db = await database.CreateDbContextAsync(cancel))
            {
                if (await IssueAsync(db, job, cancel) is not { } issue)
                    return;
                next = await Waiting(db, issue, job.After).Take(AtOnce).ToListAsync(cancel);
            }

            var started = clock.GetTimestamp();
            var last = job.After;
            foreach (var id in next)
            {
                if (clock.GetElapsedTime(started) > Longest || !await SendAsync(job, id, cancel))
                    break;
                last = id;
            }

            await Attempts.OnConflictAsync(() => GoOnAsync(job, last, isDone: next.Count < AtOnce && (next.Count == 0 || last == next[^1]), cancel));
            live.Publish(Topic);
        }

        /// <summary>Who confirmed before sending began, and has no letter of this issue.</summary>
        internal static IQueryable<Guid> Waiting(AppDb db, MagazineIssue issue, Guid after)
        {
            var (deliveries, issueId, begunAt) = (db.IssueDeliveries, issue.Id, issue.SendBegunAt);
            return db.Subscribers
                .Where(it => it.State == SubscriberState.Confirmed && it.Id > after && it.ConfirmedAt <= begunAt && !deliveries.Any(one => one.IssueId == issueId && one.SubscriberId == it.Id))
                .OrderBy(it => it.Id).Select(it => it.Id);
        }

        /// <returns>False when sending was stopped.</returns>
        private async Task<bool> SendAsync(SendIssue job, Guid subscriberId, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await IssueAsync(db, job, cancel) is not { } issue)
                return false;
            if (await db.Subscribers.AsNoTracking().SingleOrDefaultAsync(it => it.Id == subscriberId && it.State == SubscriberState.Confirmed, cancel) is not { Email: not null } subscriber)
                return true; // has left meanwhile
            db.IssueDeliveries.Add(new IssueDelivery(issue.Id, subscriberId, clock.GetUtcNow()));
            if (await db.SaveOrRefuseAsync("magazine.sent_already", cancel) is not null)
                return true;

            var state = DeliveryState.Sent;
            try
            {
                await letters.SendAsync(await letter.WriteAsync(issue, subscriber, cancel), cancel);
            }
            catch (Exception error) when (!cancel.IsCancellationRequested && IsTurnedAway(error))
            {
                await db.WriteAsync(async inside =>
                {
                    await db.IssueDeliveries.Where(it => it.IssueId == job.IssueId && it.SubscriberId == subscriberId).ExecuteDeleteAsync(inside);
                    return await db.MagazineIssues.Where(it => it.Id == job.IssueId).ExecuteUpdateAsync(set => set.SetProperty(it => it.Problem, "magazine.mail_away"), inside);
                }, cancel);
                live.Publish(Topic);
                throw; // the job comes again
            }
            catch (Exception error) when (!cancel.IsCancellationRequested && error is SmtpException or FormatException or OperationCanceledException)
            {
                state = DeliveryState.Failed;
            }

            var (sent, failed) = state is DeliveryState.Sent ? (1, 0) : (0, 1);
            await db.WriteAsync(async inside =>
            {
                await db.IssueDeliveries.Where(it => it.IssueId == job.IssueId && it.SubscriberId == subscriberId).ExecuteUpdateAsync(set => set.SetProperty(it => it.State, state), inside);
                return await db.MagazineIssues.Where(it => it.Id == job.IssueId).ExecuteUpdateAsync(set => set
                    .SetProperty(it => it.Sent, it => it.Sent + sent).SetProperty(it => it.Failed, it => it.Failed + failed).SetProperty(it => it.Problem, (string?)null), inside);
            }, CancellationToken.None); // the letter is out: a server that stops must still say so
            return true;
        }

        private async Task<bool> GoOnAsync(SendIssue job, Guid last, bool isDone, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await IssueAsync(db, job, cancel) is not { } issue)
                return false;
            if (!isDone)
            {
                db.Enqueue(job with { After = last }, clock.GetUtcNow());
                await db.SaveChangesAsync(cancel);
                return true;
            }

            issue.FinishSending(clock.GetUtcNow());
            await db.SaveChangesAsync(cancel);

            // Of these nobody knows whether they arrived: the server stopped while they were on their way.
            return await db.WriteAsync(async inside =>
            {
                var unsure = await db.IssueDeliveries.Where(it => it.IssueId == issue.Id && it.State == DeliveryState.Begun).ExecuteUpdateAsync(set => set.SetProperty(it => it.State, DeliveryState.Failed), inside);
                return await db.MagazineIssues.Where(it => it.Id == issue.Id).ExecuteUpdateAsync(set => set.SetProperty(it => it.Failed, it => it.Failed + unsure), inside) > 0;
            }, cancel);
        }

        private static Task<MagazineIssue?> IssueAsync(AppDb db, SendIssue job, CancellationToken cancel) =>
            db.MagazineIssues.SingleOrDefaultAsync(it => it.Id == job.IssueId && it.SendRound == job.Round && it.Sending == IssueSending.Running, cancel);

        // The server has certainly not taken the letter, so it may go out later.
        private static bool IsTurnedAway(Exception error) => error is not SmtpFailedRecipientException && error is SmtpException { InnerException: SocketException }
            or SmtpException { StatusCode: SmtpStatusCode.ServiceNotAvailable or SmtpStatusCode.MailboxBusy or SmtpStatusCode.LocalErrorInProcessing or SmtpStatusCode.InsufficientStorage or SmtpStatusCode.ServiceClosingTransmissionChannel };
    }

    /// <summary>A colleague lets an issue go out, stops it, or lets it go on.</summary>
    internal sealed class Ask(IDbContextFactory<AppDb> database, FanLetters letters, LiveFeed live, TimeProvider clock)
    {
        public Task<Outcome<MagazineIssue>> BeginAsync(Guid id, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<MagazineIssue>>(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.MagazineIssues.SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } issue)
                return Refusal.NotFound("magazine.not_found");
            if (issue.State is IssueState.Draft)
                return Refusal.Conflict("magazine.draft");
            if (issue.Sending is IssueSending.Done)
                return Refusal.Conflict("magazine.sent");
            if (!letters.CanWrite)
                return Refusal.Conflict("magazine.no_mail");

            var now = clock.GetUtcNow();
            issue.BeginSending(await db.Subscribers.CountAsync(it => it.State == SubscriberState.Confirmed, cancel), now);
            db.Enqueue(new SendIssue(id, issue.SendRound, Guid.Empty), now);
            await db.SaveChangesAsync(cancel);
            live.Publish(Topic);
            return issue;
        });

        public Task<Outcome<MagazineIssue>> StopAsync(Guid id, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<MagazineIssue>>(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.MagazineIssues.SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } issue)
                return Refusal.NotFound("magazine.not_found");
            if (issue.Sending is IssueSending.Running)
                issue.StopSending();
            await db.SaveChangesAsync(cancel);
            live.Publish(Topic);
            return issue;
        });
    }

    /// <summary>What a reader gets: the issue in their language, where it stands, and the way out.</summary>
    internal sealed class IssueLetter(FanLetters letters, LeaveLink leaving, CurrentWorkspace workspace, IStringLocalizer<MagazineText> text)
    {
        public async Task<Letter> WriteAsync(MagazineIssue issue, Subscriber reader, CancellationToken cancel)
        {
            var brand = (await workspace.FindAsync(cancel))?.Name ?? "Ting 聽";
            var (language, words) = issue.In(reader.Language);
            var (read, leave) = (letters.AddressOf($"/magazine/{issue.Number}?lang={language}"), letters.AddressOf(leaving.PathOf(reader.Id, issue.Id, reader.Language)));
            return Languages.In(reader.Language, () =>
            {
                var (online, away, why) = (text["letter.online"].Value, text["letter.leave"].Value, text["letter.why", brand].Value);
                var plain = string.Join("\n\n", ((string[])[words.Title, words.Summary, words.Body, $"{online}\n{read}", $"—\n{why}\n{away}\n{leave}"]).Where(it => it.Length > 0));
                var html = $"<article lang=\"{language}\" style=\"max-width:640px\"><h1>{FanLetters.Encoded(words.Title)}</h1>{(words.Summary.Length > 0 ? $"<p><strong>{FanLetters.Encoded(words.Summary)}</strong></p>" : "")}{IssueMarkdown.ToHtml(words.Body, letters.AddressOf(""))}</article>"
                    + $"<p><a href=\"{FanLetters.Encoded(read)}\">{FanLetters.Encoded(online)}</a></p><hr><p><small>{FanLetters.Encoded(why)} <a href=\"{FanLetters.Encoded(leave)}\">{FanLetters.Encoded(away)}</a></small></p>";
                return new Letter($"issue-{issue.Id:N}-{reader.Id:N}", reader.Email!, "", words.Title, plain, html, [])
                {
                    From = brand,
                    Unsubscribe = letters.AddressOf($"/magazine/leave/{leaving.TokenOf(reader.Id, issue.Id)}/now"),
                };
            });
        }
    }
}
