using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;

namespace Ting.Server.Features.Readings;

/// <summary>What agents put right, as examples that <c>ting train</c> learns from. Who does not want to be read is not in it; codes are masked.</summary>
internal static class ExportCorrections
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/readings/corrections", async (HttpContext http, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                http.Response.ContentType = "application/x-ndjson; charset=utf-8";
                http.Response.Headers.ContentDisposition = "attachment; filename=corrections.jsonl";
                await foreach (var line in LinesAsync(database, cancel))
                    await http.Response.WriteAsync(line + "\n", cancel);
            })
            .RequireAuthorization(Permission.ExportData)
            .WithSummary("The readings that agents put right, a line each, as ting train reads them")
            .Produces(StatusCodes.Status200OK, contentType: "application/x-ndjson");

    private static async IAsyncEnumerable<string> LinesAsync(IDbContextFactory<AppDb> database, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var corrected = from reading in db.Readings.AsNoTracking()
                        join message in db.Messages.AsNoTracking() on reading.MessageId equals message.Id
                        join conversation in db.Conversations.AsNoTracking() on reading.ConversationId equals conversation.Id
                        where reading.CorrectedEmotion != null && !conversation.MoodHidden && message.Text != ""
                        orderby reading.At, reading.MessageId
                        select new { reading.MessageId, message.Text, reading.CorrectedEmotion, reading.Json };
        await foreach (var it in corrected.AsAsyncEnumerable().WithCancellation(cancel))
        {
            var language = ListeningJson.ReadReading(it.Json).Language;
            yield return JsonSerializer.Serialize(
                new { id = it.MessageId, lang = language, text = Anonymised.Of(it.Text, language), emotion = JsonNamingPolicy.CamelCase.ConvertName(it.CorrectedEmotion!) }, Json);
        }
    }
}
