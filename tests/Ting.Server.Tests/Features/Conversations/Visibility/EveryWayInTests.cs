using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ting.Server.Features.Cases;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Conversations.Visibility;
using Ting.Server.Features.FollowUps;
using Ting.Server.Features.Recordings;
using Ting.Server.Features.Reviews;
using Ting.Server.Features.Reviews.Engine;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Features.Academy.Voice;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Conversations.Visibility;

/// <summary>Walks through every address with an agent who may not see a conversation. A new address is walked through by itself.</summary>
[Trait("req", "TEAM-02")]
public sealed class EveryWayInTests : DeskTest
{
    /// <summary>Stands in everything that is said, noted and promised in the hidden conversation.</summary>
    private const string Secret = "Quittenmus";

    /// <summary>What is looked for. It stands beside the secret; that it comes back in the fields of a page is no answer.</summary>
    private const string Word = "Zirbelkiefer";

    private Guid _hidden;
    private long _number;
    private Guid _person;
    private readonly Dictionary<string, Guid> _parts = [];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (_hidden, _person) = await Server.HasConversationAsync($"Meine {Word} {Secret} ist kaputt");
        _number = 1;
        var api = $"/api/v1/conversations/{_hidden}";
        await Client.SendAsync(HttpMethod.Patch, api, new { subject = $"{Word} {Secret}" }, HttpStatusCode.OK);
        await Client.PostAsync($"{api}/messages", new { kind = "note", text = $"{Secret} intern" });
        var reply = await Client.PostAsync($"{api}/messages", new { kind = "reply", text = $"{Secret}: morgen", sendAt = Server.Clock.GetUtcNow().AddDays(1) });
        _parts["scheduledId"] = reply.GetProperty("id").GetGuid();
        _parts["promises"] = (await Client.PostAsync($"{api}/promises", new { text = $"{Secret} nachreichen", dueAt = Server.Clock.GetUtcNow().AddDays(1) })).GetProperty("id").GetGuid();
        _parts["follow-ups"] = (await Client.PostAsync($"{api}/follow-ups", new { text = $"{Secret} fragen", dueAt = Server.Clock.GetUtcNow().AddDays(1) })).GetProperty("id").GetGuid();
        _parts["cases"] = (await Client.PostAsync("/api/v1/cases", new { personId = _person, conversationId = _hidden, kind = "complaint", title = "Fall" })).GetProperty("id").GetGuid();
        using (var sound = new ByteArrayContent(MadeSound.File(new MadeSound().Say(4, 4, 200).Silence(2), new MadeSound().Silence(2).Say(4, 4, 150))))
        {
            sound.Headers.ContentType = new MediaTypeHeaderValue("audio/wav");
            using var form = new MultipartFormDataContent { { sound, "file", $"{Secret}.wav" } };
            using var response = await Client.PostAsync($"{api}/recordings", form, Cancel);
            _parts["recordings"] = (await response.BodyAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();
        }

        await Server.RunJobsAsync(Cancel);
        await using var db = Server.Database();
        var conversation = await db.Conversations.SingleAsync(it => it.Id == _hidden, Cancel);
        var message = await db.Messages.FirstAsync(it => it.ConversationId == _hidden, Cancel);
        var file = new Attachment("agent:x", new string('a', 64), $"{Secret}.txt", "text/plain", 3, Server.Clock.GetUtcNow());
        file.BelongsTo(message);
        var review = new Review(ReviewedConversation.Of(conversation));
        db.AddRange(file, review);
        await db.SaveChangesAsync(Cancel);
        (_parts["attachments"], _parts["reviews"], _parts["people"]) = (file.Id, review.Id, _person);
        _parts["readings"] = await db.Readings.Where(it => it.ConversationId == _hidden).Select(it => it.MessageId).FirstOrDefaultAsync(Cancel);
    }

    [Fact]
    public async Task Nothing_leads_to_a_conversation_that_the_role_does_not_see()
    {
        var before = await StateAsync();
        var open = await WalkAsync();
        Assert.Contains(open, it => it.Says && it.Address.StartsWith("GET /inbox/1 ", StringComparison.Ordinal)); // the walk finds it where it may be seen
        Assert.True(open.Count(it => it.Says) > 20, $"{open.Count(it => it.Says)} addresses say it: {string.Join('\n', open.Where(it => it.Says).Select(it => it.Address))}");

        await RestrictAsync();
        Server.Role = AgentRole.Manager;
        var closed = await WalkAsync();

        Assert.Empty(closed.Where(it => it.Says).Select(it => it.Address));
        Assert.Empty(closed.Where(it => (int)it.Status >= 500).Select(it => $"{it.Address} {(int)it.Status}"));
        Assert.Empty(closed.Where(it => it.IsItsOwn && it.Address.StartsWith("GET ", StringComparison.Ordinal) && it.Status is not (HttpStatusCode.NotFound or HttpStatusCode.Forbidden)).Select(it => $"{it.Address} {(int)it.Status}"));
        Assert.Empty(closed.Where(it => it.IsItsOwn && (int)it.Status is >= 200 and < 400).Select(it => $"{it.Address} {(int)it.Status}"));
        Assert.Equal(before, await StateAsync());
    }

    [Fact]
    public void Every_table_that_belongs_to_a_conversation_is_guarded()
    {
        using var scope = Server.Services.CreateScope();
        using var seen = scope.ServiceProvider.GetRequiredService<IDbContextFactory<SeenDb>>().CreateDbContext();
        var guarded = seen.Model.GetEntityTypes().Where(it => it.GetDeclaredQueryFilters().Count > 0).Select(it => it.ClrType).ToHashSet();

        Assert.Contains(typeof(Conversation), guarded);
        Assert.Contains(typeof(LoggedEvent), guarded);
        Assert.Contains(typeof(Message), guarded);
        Assert.Empty(seen.Model.GetEntityTypes().Where(it => it.FindProperty("ConversationId") is not null && !guarded.Contains(it.ClrType)).Select(it => it.ClrType.Name));

        using var whole = Server.Database();
        Assert.IsType<AppDb>(whole);
        Assert.DoesNotContain(whole.Model.GetEntityTypes(), it => it.GetDeclaredQueryFilters().Count > 0); // who sees all asks as before
    }

    [Fact]
    public async Task No_list_of_those_who_see_a_part_reads_a_whole_table()
    {
        await using var whole = Server.Database();
        await using var seen = await Server.Services.GetRequiredService<IDbContextFactory<SeenDb>>().CreateDbContextAsync(Cancel);
        seen.For(TestServer.AgentId, _person, unheld: true);
        var open = seen.Conversations.Where(it => it.Status == ConversationStatus.Open);
        var resolved = seen.Conversations.Where(it => it.Status == ConversationStatus.Resolved);
        string[] plans =
        [
            .. seen.Parts(open).Select(part => PlanOf(seen, InboxOrder.Waiting.Rows(seen, part, null).Take(21))),
            .. seen.Parts(open).Select(part => PlanOf(seen, InboxOrder.Quiet.Rows(seen, part, null).Take(21))),
            .. seen.Parts(resolved).Select(part => PlanOf(seen, InboxOrder.Resolved.Rows(seen, part, null).Take(21))),
            .. seen.Parts(seen.Conversations).Select(part => PlanOf(seen, ListConversations.Ordered(part, Ting.Server.Platform.Api.Place.Of(Server.Clock.GetUtcNow(), _hidden)).Take(51))),
            PlanOf(seen, open.Take(100)),
            PlanOf(seen, seen.Messages.Where(it => it.ConversationId == _hidden)),
        ];

        Assert.All(plans, plan => Assert.DoesNotMatch(@"SCAN (c|conversations|m)\b(?! USING)|Seq Scan on (conversations|messages)", plan));
        if (!TestDatabase.IsPostgres) // which index PostgreSQL takes follows its statistics, which an empty table has none of; that it can do without reading all is shown
            Assert.All(plans.Take(12), plan => Assert.Matches("IX_conversations_(AssigneeId|TeamId|Status_LastMessageAt)", plan));
        Assert.Matches(@"SCAN c|Seq Scan on conversations", PlanOf(whole, whole.Conversations.Where(it => it.Preview == "x"))); // the check can fail
    }

    private static string PlanOf<T>(AppDb db, IQueryable<T> query) => string.Join('\n', TestDatabase.IsPostgres ? QueryPlan.OfPostgres(db, query) : QueryPlan.Of(db, query));

    private async Task RestrictAsync()
    {
        await Client.SendAsync(HttpMethod.Put, "/api/v1/roles/manager", new { permissions = Permission.All.Where(it => it != Permission.Administer), sight = "team", seesUnheld = false }, HttpStatusCode.OK);
        await using var db = Server.Database();
        var colleague = await Server.HasColleagueAsync("沈知微", Cancel);
        var conversation = await db.Conversations.SingleAsync(it => it.Id == _hidden, Cancel);
        conversation.Assign(colleague.Id, null, "system", "by-hand", Server.Clock.GetUtcNow());
        await db.SaveAsync(conversation, Cancel);
    }

    /// <summary>What anybody could have changed: all but who holds it.</summary>
    private async Task<string> StateAsync()
    {
        await using var db = Server.Database();
        var it = await db.Conversations.AsNoTracking().SingleAsync(it => it.Id == _hidden, Cancel);
        return string.Join(' ', it.Status, it.Priority, it.Subject, it.MessageCount, await db.Messages.CountAsync(one => one.ConversationId == _hidden, Cancel), await db.Promises.CountAsync(Cancel), await db.FollowUps.CountAsync(Cancel),
            await db.ScheduledReplies.CountAsync(Cancel), await db.CallRecordings.CountAsync(Cancel), await db.CaseConversations.CountAsync(Cancel), await db.Reviews.CountAsync(Cancel));
    }

    private sealed record Step(string Address, HttpStatusCode Status, bool Says, bool IsItsOwn);

    /// <summary>All that can be looked at; and what changes the conversation or a part of it, where that must be refused.</summary>
    private async Task<List<Step>> WalkAsync()
    {
        List<Step> steps = [];
        foreach (var route in Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var pattern = route.RoutePattern.RawText ?? "";
            if (route.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAllowAnonymous>() is not null || pattern.Contains("{*", StringComparison.Ordinal) || pattern.Contains("sign", StringComparison.Ordinal)
                || pattern.StartsWith("/account", StringComparison.Ordinal)) // the agent of the tests has no password
                continue;

            foreach (var method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                var (path, isItsOwn) = AddressOf(route.RoutePattern);
                if (method != "GET" && (Server.Role is AgentRole.Administrator || !isItsOwn))
                    continue;
                steps.Add(await AskAsync(method, $"{path}?q={Word}&conversationId={_hidden}&personId={_person}&number={_number}&view=all&topics=inbox&conversation={_hidden}", isItsOwn));
            }
        }

        foreach (var address in (string[])["/inbox?view=all", $"/inbox?q={Word}", "/inbox?q=1", $"/search?q={Word}", "/palette?q=1", $"/palette?q={Word}", "/api/v1/search?q=1", $"/people/{_person}", $"/people/{_person}?view=timeline", "/api/v1/changes?limit=200", "/promises", "/follow-ups?view=all"])
            steps.Add(await AskAsync("GET", address, isItsOwn: false));
        return steps;
    }

    private async Task<Step> AskAsync(string method, string address, bool isItsOwn)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (method is not ("GET" or "DELETE"))
            request.Content = new StringContent($$"""{"text":"x","kind":"note","conversationId":"{{_hidden}}","conversations":["{{_hidden}}"],"otherId":"{{_hidden}}","priority":"urgent","reason":"x","messageIds":[]}""", Encoding.UTF8, "application/json");
        using var response = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        var text = response.Content.Headers.ContentType?.MediaType is "text/event-stream" ? "" : await response.Content.ReadAsStringAsync(Cancel);
        var says = text.Contains(Secret, StringComparison.Ordinal);
        return new Step($"{method} {address.Replace('?', ' ')}", response.StatusCode, says, isItsOwn);
    }

    private (string Path, bool IsItsOwn) AddressOf(RoutePattern pattern)
    {
        List<string> path = [];
        var isItsOwn = false;
        foreach (var segment in pattern.PathSegments)
        {
            if (segment.Parts is [RoutePatternParameterPart parameter])
            {
                var before = path.Count > 0 ? path[^1] : "";
                if (parameter.Name is "number" or "Number" && before is "inbox")
                    (path, isItsOwn) = ([.. path, "1"], true);
                else if (before is "conversations" or "split" or "merge")
                    (path, isItsOwn) = ([.. path, _hidden.ToString()], true);
                else
                    path.Add((_parts.TryGetValue(parameter.Name, out var named) || _parts.TryGetValue(before, out named) ? named : parameter.ParameterPolicies.Any(it => it.Content == "guid") ? _hidden : Guid.Empty) is { } id && id != Guid.Empty ? id.ToString() : "1");
                isItsOwn |= before is "promises" or "follow-ups" or "recordings" or "attachments" or "reviews" or "readings" && path[^1] != "1" && path[^1] != _hidden.ToString();
            }
            else
                path.Add(string.Concat(segment.Parts.OfType<RoutePatternLiteralPart>().Select(part => part.Content)));
        }

        return ("/" + string.Join('/', path), isItsOwn);
    }
}
