using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ting.Listening;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Reviews;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Reviews;

/// <summary>What tests of reviews begin with: a conversation that was answered and resolved, and looked at by the engine.</summary>
internal static class ReviewDesk
{
    public const string Rude = "Don't you understand? I told you, just read the manual.";
    public const string Kind = "I am sorry about the delay. Because the courier lost the parcel, I will send a new one today and call you by five o'clock.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    extension(TestServer server)
    {
        /// <summary>A conversation of the signed-in agent, resolved; and what the engine made of it.</summary>
        public async Task<Review> HasReviewAsync(string says = "My parcel is late. Where is it?", string answer = Kind, string? email = null)
        {
            var (id, _) = await server.HasConversationAsync(says, email: email);
            server.Clock.Advance(TimeSpan.FromSeconds(1)); // of two messages of one moment either may come first
            await server.SayAsync(id, says, answer);
            await server.ResolveAsync(id);
            await using var db = server.Database();
            return await db.Reviews.AsNoTracking().SingleAsync(it => it.ConversationId == id, Cancel);
        }

        /// <summary>The signed-in agent answers; what blocks is sent all the same, with a reason.</summary>
        public async Task SayAsync(Guid id, string says, string answer)
        {
            await using var scope = server.Services.CreateAsyncScope();
            var user = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, TestServer.AgentId.ToString()), new(ClaimTypes.Role, server.Role.ToString())], "test"));
            var coached = Coach.Review(answer, [says]).Findings.Select(it => new ReplyToConversation.CoachedFinding(it.Rule, it.Category, "block", it.Text, CoachOutcome.Overridden, "a test")).ToList();
            var outcome = await scope.ServiceProvider.GetRequiredService<ReplyToConversation.Handler>().HandleAsync(id, user, new() { Text = answer, Coached = coached }, Cancel);
            Assert.False(outcome.IsRefused(out var refusal, out _), refusal?.Code);
        }

        public async Task ResolveAsync(Guid id)
        {
            using var client = server.Client();
            await client.PostAsync($"/api/v1/conversations/{id}/resolve", null, HttpStatusCode.OK);
            await server.RunJobsAsync(Cancel);
        }

        /// <summary>The work reviewed is a colleague's from now on, so that the signed-in person may review it.</summary>
        public async Task<Review> HandToAsync(Review review, Guid agentId)
        {
            await using var db = server.Database();
            await db.Reviews.Where(it => it.Id == review.Id).ExecuteUpdateAsync(set => set.SetProperty(it => it.AgentId, agentId), Cancel);
            return await db.Reviews.AsNoTracking().SingleAsync(it => it.Id == review.Id, Cancel);
        }

        public async Task<Review> ReadAsync(Review review)
        {
            await using var db = server.Database();
            return await db.Reviews.AsNoTracking().SingleAsync(it => it.Id == review.Id, Cancel);
        }

        public async Task<Guid> AnswerOfAsync(Review review)
        {
            await using var db = server.Database();
            return await db.Messages.Where(it => it.ConversationId == review.ConversationId && it.Kind == MessageKind.Reply).Select(it => it.Id).FirstAsync(Cancel);
        }
    }

    /// <summary>A whole sheet by the shipped scorecard, all met but what is named.</summary>
    public static object[] Sheet(Guid? evidence = null, params (string Criterion, string Verdict)[] otherwise) =>
        [.. Ting.Server.Features.Reviews.Scorecards.ShippedScorecard.Content.Criteria.Select(criterion =>
        {
            var verdict = otherwise.FirstOrDefault(it => it.Criterion == criterion.Key).Verdict ?? "passed";
            return (object)new { criterion = criterion.Key, verdict, comment = verdict == "passed" ? null : "see the message", messages = verdict == "failed" && evidence is { } id ? [id] : Array.Empty<Guid>() };
        })];

    public static JsonElement Result(this JsonElement review, string side, string criterion) =>
        review.GetProperty(side).EnumerateArray().Single(it => it.Text("criterion") == criterion);
}
