using System.Globalization;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Surveys.Answers;

/// <summary>
/// Answers that were given elsewhere are taken over from a CSV file: a row each, with the columns id, at and language, and one for each answer (t1.1, t1.2, comment …).
/// What cannot be read is said with its row and column, and the other rows are taken. The same id is taken once, so a file can be sent again.
/// </summary>
public static class ImportResponses
{
    public const int MostCharacters = 2_000_000;
    public const int MostRows = 10_000;

    private static readonly string[] Fixed = ["id", "at", "language"];

    public sealed record Request
    {
        /// <summary>The file.</summary>
        public string Csv { get; set; } = "";
    }

    /// <param name="Added">Rows that were taken.</param>
    /// <param name="Known">Rows that were there already.</param>
    /// <param name="Errors">Rows that were left out.</param>
    public sealed record Response(int Added, int Known, IReadOnlyList<RowError> Errors);

    /// <param name="Row">As a spreadsheet counts them: the header is 1.</param>
    /// <param name="Code">id, at, number, twice or empty.</param>
    public sealed record RowError(int Row, string Column, string Code);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/surveys/{id:guid}/responses", async (Guid id, Request request, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request.Csv, cancel)).ToHttp(TypedResults.Ok))
            .RequireAuthorization(Permission.ManageSurveys)
            .WithSummary("Take answers over from the text of a CSV file; the same id is taken once")
            .Produces<Response>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public async Task<Outcome<Response>> HandleAsync(Guid surveyId, string csv, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Surveys.AsNoTracking().SingleOrDefaultAsync(it => it.Id == surveyId, cancel) is not { } survey)
                return Refusal.NotFound("survey.not_there");
            if (survey.Published == 0)
                return Refusal.Conflict("survey.unpublished");
            if (csv.Length > MostCharacters || Table(csv) is not { Count: > 1 and <= MostRows + 1 } table)
                return Refusal.Invalid("responses.file", "file");

            var questionnaire = (await db.SurveyVersions.AsNoTracking().SingleAsync(it => it.SurveyId == surveyId && it.Number == survey.Published, cancel)).Read();
            var header = table[0];
            var known = questionnaire.Items.SelectMany(item => AnswerSheet.KeysOf(questionnaire, item)).ToHashSet();
            if (!header.Contains("id") || !header.Contains("at") || header.Distinct().Count() != header.Length || !header.Any(known.Contains) || header.FirstOrDefault(name => !Fixed.Contains(name) && !known.Contains(name)) is not null)
                return Refusal.Invalid("responses.columns", "file");

            var (errors, read) = (new List<RowError>(), new List<SurveyResponse>());
            for (var at = 1; at < table.Count; at++)
                Read(survey, questionnaire, header, table[at], at + 1, errors, read);

            var ids = read.Select(it => it.ExternalId).ToList();
            var there = new HashSet<string?>();
            foreach (var some in ids.Chunk(500))
                there.UnionWith(await db.SurveyResponses.Where(it => it.SurveyId == surveyId && some.Contains(it.ExternalId)).Select(it => it.ExternalId).ToListAsync(cancel));
            db.SurveyResponses.AddRange(read.Where(it => !there.Contains(it.ExternalId)));
            return await db.SaveOrRefuseAsync("survey.changed_meanwhile", cancel) is { } forestalled ? forestalled : new Response(read.Count(it => !there.Contains(it.ExternalId)), read.Count(it => there.Contains(it.ExternalId)), errors);
        }

        private void Read(Survey survey, Questionnaire questionnaire, string[] header, string[] cells, int row, List<RowError> errors, List<SurveyResponse> read)
        {
            var before = errors.Count;
            var id = Cell("id");
            var now = clock.GetUtcNow();
            if (id.Length is 0 or > 100 || id.Any(char.IsControl))
                errors.Add(new(row, "id", "id"));
            else if (read.Exists(it => it.ExternalId == id))
                errors.Add(new(row, "id", "twice"));
            if (!DateTimeOffset.TryParse(Cell("at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) || at > now || at.Year < 2000)
                errors.Add(new(row, "at", "at"));

            var sheet = AnswerSheet.Empty;
            foreach (var item in questionnaire.Items)
            {
                foreach (var key in AnswerSheet.KeysOf(questionnaire, item).Where(key => Cell(key).Length > 0))
                {
                    if (item.Kind is ItemKind.Text)
                        sheet.Words[key] = Cell(key)[..Math.Min(Cell(key).Length, AnswerSheet.LongestWords)];
                    else if (int.TryParse(Cell(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && (number == AnswerSheet.DoesNotKnow || AnswerSheet.IsOn(questionnaire, item, number)))
                        sheet.Numbers[key] = number;
                    else
                        errors.Add(new(row, key, "number"));
                }
            }

            if (errors.Count == before && sheet.Numbers.Count + sheet.Words.Count == 0)
                errors.Add(new(row, "", "empty"));
            if (errors.Count > before)
                return;

            var response = SurveyResponse.Imported(survey, survey.Published, Languages.Closest(Cell("language")) ?? "en", id, at);
            response.Save(sheet, 0, response.Language, at);
            response.Complete(AnswerQuality.IsStraight(questionnaire, sheet), isDuplicate: false, sheet.Fingerprint(), at);
            read.Add(response);

            string Cell(string name) => Array.IndexOf(header, name) is >= 0 and var place && place < cells.Length ? cells[place].Replace("\0", "", StringComparison.Ordinal).Trim() : "";
        }

        private static List<string[]>? Table(string csv)
        {
            try
            {
                using var reader = CsvReader.FromText(csv.TrimStart('\uFEFF'), new CsvReaderOptions { HasHeader = false, SkipEmptyLines = false, TrimWhitespace = true, MalformedData = CsvMalformedDataHandling.Throw });
                var rows = new List<string[]>();
                while (reader.Read() && rows.Count <= MostRows + 1)
                    rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
                while (rows is [.., var last] && Array.TrueForAll(last, cell => cell.Length == 0))
                    rows.RemoveAt(rows.Count - 1);
                return rows;
            }
            catch (CsvFormatException)
            {
                return null;
            }
        }
    }
}
