using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Fans.Magazine;

/// <summary>A colleague writes an issue, publishes it or takes it back.</summary>
public static class SaveIssue
{
    public sealed record Request
    {
        /// <summary>By language: zh-Hans, ja, en. One is needed; a language without title and body is left out.</summary>
        public Dictionary<string, Words> Texts { get; set; } = [];
    }

    public sealed record Words
    {
        public string Title { get; set; } = "";
        public string Summary { get; set; } = "";

        /// <summary>Markdown.</summary>
        public string Body { get; set; } = "";
    }

    internal sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        /// <param name="id">Null for a new one.</param>
        /// <param name="expected">The version the caller has seen; null when it does not matter.</param>
        public async Task<Outcome<MagazineIssue>> HandleAsync(Guid? id, Request request, int? expected, CancellationToken cancel)
        {
            if (Checked(request).IsRefused(out var wrong, out var words))
                return wrong;

            return await ChangeAsync(id, expected, (issue, now) =>
            {
                issue.Write(words, now);
                return null;
            }, cancel);
        }

        public Task<Outcome<MagazineIssue>> PublishAsync(Guid id, CancellationToken cancel) => ChangeAsync(id, null, (issue, now) =>
        {
            issue.Publish(now);
            return null;
        }, cancel);

        /// <summary>What has gone out by mail stays out; the page goes.</summary>
        public Task<Outcome<MagazineIssue>> WithdrawAsync(Guid id, CancellationToken cancel) => ChangeAsync(id, null, (issue, _) =>
        {
            if (issue.Sending is IssueSending.Running)
                return Refusal.Conflict("magazine.sending");
            issue.Withdraw();
            return null;
        }, cancel);

        /// <summary>Only of one that nobody was sent.</summary>
        public async Task<Outcome<bool>> RemoveAsync(Guid id, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (!await db.MagazineIssues.AnyAsync(it => it.Id == id, cancel))
                return Refusal.NotFound("magazine.not_found");
            if (await db.WriteAsync(inside => db.MagazineIssues.Where(it => it.Id == id && it.State == IssueState.Draft && it.SendBegunAt == null).ExecuteDeleteAsync(inside), cancel) == 0)
                return Refusal.Conflict("magazine.not_draft");
            live.Publish(SendIssue.Topic);
            return true;
        }

        private Task<Outcome<MagazineIssue>> ChangeAsync(Guid? id, int? expected, Func<MagazineIssue, DateTimeOffset, Refusal?> change, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<MagazineIssue>>(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var known = id is { } given ? await db.MagazineIssues.SingleOrDefaultAsync(it => it.Id == given, cancel) : null;
            if (id is not null && known is null)
                return Refusal.NotFound("magazine.not_found");
            if (known is not null && expected is { } seen && seen != known.Version)
                return Refusal.Stale("fans.changed_meanwhile");

            var now = clock.GetUtcNow();
            var issue = known ?? db.MagazineIssues.Add(new MagazineIssue(1 + (await db.MagazineIssues.MaxAsync(it => (int?)it.Number, cancel) ?? 0), now)).Entity;
            if (change(issue, now) is { } refusal)
                return refusal;
            await db.SaveChangesAsync(cancel);
            live.Publish(SendIssue.Topic);
            return issue;
        });

        private static Outcome<Dictionary<string, IssueWords>> Checked(Request request)
        {
            var words = new Dictionary<string, IssueWords>();
            foreach (var (language, given) in request.Texts ?? [])
            {
                if (language is not ("zh-Hans" or "ja" or "en"))
                    return Refusal.Invalid("form.language", "texts");
                if (given is null || string.IsNullOrWhiteSpace(given.Title) && string.IsNullOrWhiteSpace(given.Summary) && string.IsNullOrWhiteSpace(given.Body))
                    continue;
                var (title, summary, body) = (given.Title?.Trim() ?? "", given.Summary?.Trim() ?? "", given.Body?.ReplaceLineEndings("\n").Trim() ?? "");
                if (title.Length == 0 || body.Length == 0)
                    return Refusal.Invalid("form.required", $"{(title.Length == 0 ? "title" : "body")}.{language}");
                if (title.Length > MagazineIssue.MostTitle || title.Any(char.IsControl))
                    return Refusal.Invalid(title.Length > MagazineIssue.MostTitle ? "form.too_long" : "form.unreadable", $"title.{language}");
                if (summary.Length > MagazineIssue.MostSummary)
                    return Refusal.Invalid("form.too_long", $"summary.{language}");
                if (body.Length > MagazineIssue.MostBody)
                    return Refusal.Invalid("form.too_long", $"body.{language}");
                words[language] = new IssueWords(title, summary, body);
            }

            return words.Count == 0 ? Refusal.Invalid("magazine.empty", "texts") : words;
        }
    }
}
