using System.ComponentModel.DataAnnotations;
using Ting.Listening;
using Ting.Server.Platform.Api;

namespace Ting.Server.Features.Readings;

/// <summary>The engine over HTTP. What it answers is what the command line answers.</summary>
internal static class ReadingsApi
{
    public sealed record ReadingRequest
    {
        [Required(AllowEmptyStrings = true)]
        public string? Text { get; set; }

        /// <summary>zh, ja or en; found from the text when not given.</summary>
        [AllowedValues("zh", "ja", "en", null)]
        public string? Lang { get; set; }
    }

    public sealed record CoachRequest
    {
        [Required(AllowEmptyStrings = true)]
        public string? Text { get; set; }

        /// <summary>The customer's last messages, oldest first.</summary>
        [MaxLength(50)]
        public List<string> Context { get; set; } = [];

        [AllowedValues("zh", "ja", "en", null)]
        public string? Lang { get; set; }

        /// <summary>The language of the explanations; the draft's when not given.</summary>
        [AllowedValues("zh", "ja", "en", null)]
        public string? ExplainIn { get; set; }
    }

    public sealed record DialogueRequest
    {
        [Required, MinLength(1), MaxLength(1000)]
        public List<TurnRequest> Turns { get; set; } = [];

        /// <summary>zh, ja or en; found from the customer's words when not given.</summary>
        [AllowedValues("zh", "ja", "en", null)]
        public string? Lang { get; set; }
    }

    public sealed record TurnRequest
    {
        [Required, AllowedValues("customer", "agent")]
        public string Speaker { get; set; } = "";

        [Required(AllowEmptyStrings = true)]
        public string? Text { get; set; }

        public DateTimeOffset? At { get; set; }
    }

    public static void MapReadings(this IEndpointRouteBuilder api)
    {
        ExportCorrections.Map(api);
        api.MapPost("/readings", (ReadingRequest request) => Json(ListeningJson.Write(Listener.Read(request.Text!, request.Lang))))
            .WithSummary("Read a customer's message")
            .Produces<RawJson>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        api.MapPost("/coach", (CoachRequest request) => Json(ListeningJson.Write(Coach.Review(request.Text!, request.Context, request.Lang, request.ExplainIn))))
            .WithSummary("Review an agent's draft")
            .Produces<RawJson>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        api.MapPost("/dialogue", (DialogueRequest request) =>
                Json(ListeningJson.Write(DialogueReader.Read([.. request.Turns.Select(turn => new DialogueTurn(turn.Speaker == "customer", turn.Text!, turn.At))], request.Lang))))
            .WithSummary("Read a whole dialogue: satisfaction turn by turn, promises, repeats, recovery, the score to expect")
            .Produces<Dialogue>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static IResult Json(string json) => TypedResults.Text(json, "application/json; charset=utf-8");
}
