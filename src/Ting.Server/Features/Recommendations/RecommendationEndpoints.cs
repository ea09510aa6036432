using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Recommendations;

/// <summary>Recommendations for programs, and the forms of one button beside a conversation.</summary>
internal static class RecommendationEndpoints
{
    /// <param name="Key">By which it is answered.</param>
    /// <param name="Purpose">For which what is known is used here: service, contract, greeting or advice.</param>
    /// <param name="Text">In the reader's language.</param>
    public sealed record Item(string Key, RecommendationRule Rule, PlanPart Part, string Purpose, string Text, DateTimeOffset? At, Guid? ProductId, IReadOnlyList<Because> Because);

    /// <param name="Text">In the reader's language.</param>
    /// <param name="SourceId">The row it follows from; null when it is several.</param>
    public sealed record Because(ReasonKind Kind, string Text, DateTimeOffset? At, Guid? SourceId);

    /// <param name="Why">What was left out, and why; nothing of what was left out is said.</param>
    public sealed record Left(PlanPart Part, HeldWhy Why, string Text);

    /// <param name="QuietUntil">It is no time to call or write unasked; null when it is.</param>
    public sealed record Items(IReadOnlyList<Item> Recommendations, IReadOnlyList<Left> LeftOut, DateTimeOffset? QuietUntil);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/people/{id:guid}/recommendations", async (Guid id, ReadRecommendations reading, RecommendationWords words, CancellationToken cancel) =>
                await reading.HandleAsync(id, cancel) is { } advice ? TypedResults.Ok(Of(advice, words)) : Refusal.NotFound("person.not_found").ToHttp())
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("What to do for a person now, each with the rows it follows from, and what was left out for want of consent")
            .Produces<Items>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapPost("/people/{id:guid}/recommendations/answers", async (Guid id, AnswerRecommendation.Request request, ClaimsPrincipal user, AnswerRecommendation.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, user, cancel)).ToHttp(answer => TypedResults.Created($"{ApiSetup.Root}/people/{id}/recommendations", AnswerRecommendation.Response.Of(answer))))
            .RequireAuthorization(Permission.WriteNotes)
            .WithSummary("Say that a recommendation was followed, or why not; it is not made again for a time")
            .Produces<AnswerRecommendation.Response>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    public static void MapForms(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/people/{id:guid}/recommendations", (Guid id, string? here) => (IResult)new RazorComponentResult<RecommendationFrame>(new { PersonId = id, Here = here ?? "" }))
            .RequireAuthorization(Permission.SeeConversations).ExcludeFromDescription();

        routes.MapPost("/people/{id:guid}/recommendations", async (
                Guid id, [FromForm] string? key, [FromForm] string? kind, [FromForm] string? reason, [FromForm] string? note, [FromForm] string? returnUrl,
                ClaimsPrincipal user, AnswerRecommendation.Handler handler, CancellationToken cancel) =>
            InboxRoutes.Back(await handler.HandleAsync(id, new() { Key = key ?? "", Kind = Choice.Required<AnswerKind>(kind), Reason = Choice.Of<DismissReason>(reason), Note = note }, user, cancel), returnUrl ?? $"/people/{id}"))
            .RequireAuthorization(Permission.WriteNotes).ExcludeFromDescription();
    }

    private static Items Of(Advice advice, RecommendationWords words) => new(
        [.. advice.Items.Select(it => new Item(it.Key, it.Rule, it.Part, it.Purpose, words.Say(it), it.At, it.ProductId, [.. it.Because.Select(reason => new Because(reason.Kind, words.Say(reason), reason.At, reason.SourceId))]))],
        [.. advice.Left.Select(it => new Left(it.Part, it.Why, words.Say(it)))],
        advice.QuietUntil);
}
