using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.Search;

/// <summary>Finds conversations by what was said in them and by their number, and people by name, company and identity.</summary>
public static class FindEverything
{
    private const string List = "search";
    private const int Candidates = 60;

    /// <param name="Type">conversation or person.</param>
    /// <param name="Number">Of a conversation.</param>
    /// <param name="Marks">Where the words stand in the snippet.</param>
    /// <param name="At">When it was said; of a person, the last change.</param>
    public sealed record Hit(string Type, Guid Id, long? Number, string Title, string Snippet, IReadOnlyList<Mark> Marks, DateTimeOffset At, double Score);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/search", async (string? q, string? type, [AsParameters] PageQuery page, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(q ?? "", type, page, cancel)).ToHttp(TypedResults.Ok))
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("Find conversations by their words or number, and people")
            .Produces<Page<Hit>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

    public sealed class Handler(IDbContextFactory<AppDb> database, SearchIndex index, TimeProvider clock)
    {
        /// <param name="type">conversations, people or articles; null for all.</param>
        public async Task<Outcome<Page<Hit>>> HandleAsync(string query, string? type, PageQuery page, CancellationToken cancel)
        {
            if (type is not (null or "" or "conversations" or "people" or "articles"))
                return Refusal.Invalid("search.type_unknown", "type");
            if (page.After(List).IsRefused(out var refusal, out var after))
                return refusal;

            var wanted = new Wanted(query.Length > 200 ? query[..200] : query);
            if (wanted.IsEmpty)
                return new Page<Hit>([], null);

            await using var db = await database.CreateDbContextAsync(cancel);
            var hits = new List<Hit>();
            long? further = null;
            if (type is null or "" or "conversations")
            {
                if (after.IsStart && NumberIn(query) is { } number && await NumberedAsync(db, number, cancel) is { } exact)
                    hits.Add(exact);
                var (found, last) = await ConversationsAsync(db, query, wanted, after.IsStart ? null : after.Number, cancel);
                hits.AddRange(found.Where(hit => hits.TrueForAll(it => it.Id != hit.Id)));
                further = last;
            }

            if (type is "people" || (type is null or "" && after.IsStart))
            {
                var (found, last) = await PeopleAsync(db, query, wanted, after.IsStart ? null : after.Number, cancel);
                hits.AddRange(found);
                if (type is "people")
                    further = last;
            }

            // A limit cuts what ranks lowest; the rest of the candidates does not come again with the cursor.
            return new Page<Hit>([.. hits.OrderByDescending(hit => hit.Score).ThenByDescending(hit => hit.At).Take(page.Size)], further is null ? null : Place.Of(further.Value).Write(List));
        }

        private async Task<(IReadOnlyList<Hit> Hits, long? Last)> ConversationsAsync(AppDb db, string query, Wanted wanted, long? before, CancellationToken cancel)
        {
            var candidates = await index.FindAsync(db, "message", query, Candidates, before, cancel);
            if (candidates.Count == 0)
                return ([], null);

            var sources = candidates.Select(hit => hit.Source).ToArray();
            var messages = await (from message in db.Messages
                                  join conversation in db.Conversations on message.ConversationId equals conversation.Id
                                  join person in db.People on conversation.PersonId equals person.Id
                                  where sources.Contains(message.Id)
                                  select new { message.ConversationId, message.Kind, message.Text, message.At, conversation.Number, conversation.Subject, person.Name }).ToListAsync(cancel);
            var best = new Dictionary<Guid, Hit>();
            var now = clock.GetUtcNow();
            foreach (var message in messages)
            {
                var found = wanted.In(message.Text);
                var text = message.Text;
                if (found is null && message.Subject is { } subject)
                {
                    // the subject's words are kept with the first message
                    text = $"{subject} · {message.Text}";
                    found = wanted.In(text);
                }

                if (found is null)
                    continue;

                var (snippet, marks) = Snippet.Of(text, found.Marks);
                var score = ScoreOf(found, message.Kind, now - message.At);
                if (!best.TryGetValue(message.ConversationId, out var known) || score > known.Score)
                    best[message.ConversationId] = new Hit("conversation", message.ConversationId, message.Number, TitleOf(message.Subject, message.Name, message.Number), snippet, marks, message.At, score);
            }

            return ([.. best.Values], candidates.Count < Candidates ? null : candidates[^1].Id);
        }

        private async Task<(IReadOnlyList<Hit> Hits, long? Last)> PeopleAsync(AppDb db, string query, Wanted wanted, long? before, CancellationToken cancel)
        {
            var candidates = await index.FindAsync(db, PersonWords.Kind, query, Candidates, before, cancel);
            if (candidates.Count == 0)
                return ([], null);

            var ids = candidates.Select(hit => hit.Source).ToArray();
            var people = await db.People.AsNoTracking().Include(it => it.Identities)
                .Where(it => ids.Contains(it.Id) && it.ErasedAt == null && it.MergedIntoId == null).ToListAsync(cancel);
            var hits = new List<Hit>();
            foreach (var person in people)
            {
                var snippet = string.Join(" · ", new[] { person.Company }.Concat(person.Identities.Where(it => it.Kind is not "visitor").Select(it => it.Value)).Where(it => !string.IsNullOrEmpty(it)));
                if (wanted.In($"{person.Name} · {person.Company} · {string.Join(" · ", person.Identities.Select(it => it.Value))}") is not { } found)
                    continue;

                var named = wanted.In(person.Name) is not null;
                hits.Add(new Hit(
                    "person", person.Id, null, person.Name.Length > 0 ? person.Name : snippet, snippet, wanted.In(snippet)?.Marks ?? [], person.UpdatedAt,
                    Math.Round((found.IsPhrase ? 3 : 1.5) + (named ? 1 : 0), 3)));
            }

            return (hits, candidates.Count < Candidates ? null : candidates[^1].Id);
        }

        private static async Task<Hit?> NumberedAsync(AppDb db, long number, CancellationToken cancel)
        {
            var found = await (from conversation in db.Conversations
                               join person in db.People on conversation.PersonId equals person.Id
                               where conversation.Number == number
                               select new { conversation.Id, conversation.Subject, person.Name, conversation.Preview, conversation.LastMessageAt }).FirstOrDefaultAsync(cancel);
            return found is null ? null : new Hit("conversation", found.Id, number, TitleOf(found.Subject, found.Name, number), found.Preview, [], found.LastMessageAt, 100);
        }

        private static double ScoreOf(Wanted.Found found, MessageKind kind, TimeSpan age)
        {
            var score = (found.IsPhrase ? 3 : 1) + Math.Min(found.Marks.Count, 5) * 0.1;
            score += kind is MessageKind.Customer ? 0.5 : kind is MessageKind.Reply ? 0.2 : 0;
            return Math.Round(score + 1 / (1 + Math.Max(0, age.TotalDays) / 30), 3);
        }

        private static string TitleOf(string? subject, string name, long number) =>
            !string.IsNullOrEmpty(subject) ? subject : name.Length > 0 ? name : $"#{number.ToString(CultureInfo.InvariantCulture)}";

        // #20486, also as it comes from a Chinese or Japanese keyboard
        private static long? NumberIn(string query)
        {
            var digits = Ting.Listening.Text.SearchTerms.Fold(query.Trim()).TrimStart('#');
            return digits.Length is > 0 and <= 12 && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        }
    }
}
