using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Insights;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Links;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Mail;

namespace Ting.Server.Features.Reports;

/// <summary>The figures of one sending, as a letter in a reader's language and as JSON for programs. They are the numbers of the insights page, computed by the same queries.</summary>
public sealed class ReportContent(
    IDbContextFactory<AppDb> database, InsightQueries insights, SiteAddress site, TimeProvider clock, IStringLocalizer<ReportsText> text, IStringLocalizer<InsightsText> words, IStringLocalizer<LocalisationText> formats)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public async Task<Letter> LetterAsync(ReportPlan plan, SentReport sending, Agent to, CancellationToken cancel)
    {
        var (period, figures) = await ReadAsync(plan, sending);
        var about = await AboutAsync(plan, cancel);
        return Languages.In(to.Language, () => Write(plan, sending, to, period, figures, about));
    }

    /// <summary>The file of a letter by itself, about the days that a sending at this moment would be about.</summary>
    public async Task<(string Name, byte[] Body)> FileAsync(ReportPlan plan, DateTimeOffset now)
    {
        var period = plan.DaysBefore(now);
        var figures = await insights.FiguresAsync(new InsightFilter(period.From, period.To, plan.InboxId, plan.TeamId, plan.AgentId), period.Zone, byHour: period.Days <= 2);
        return ($"ting-insights-{InsightFiles.Name(period)}.csv", Csv(figures, new DateFormats(formats, clock, period.Zone)));
    }

    /// <summary>What a webhook is handed.</summary>
    public async Task<string> BodyAsync(ReportPlan plan, SentReport sending)
    {
        var (period, figures) = await ReadAsync(plan, sending);
        return JsonSerializer.Serialize(new
        {
            type = "report",
            id = sending.Id,
            plan = new { plan.Id, plan.Name },
            plannedFor = sending.PlannedFor,
            from = period.From,
            to = period.To,
            filter = new { inbox = plan.InboxId, team = plan.TeamId, agent = plan.AgentId },
            figures,
        }, Json);
    }

    private async Task<(InsightPeriod Period, InsightFigures Figures)> ReadAsync(ReportPlan plan, SentReport sending)
    {
        var period = plan.DaysBefore(sending.PlannedFor);
        return (period, await insights.FiguresAsync(new InsightFilter(period.From, period.To, plan.InboxId, plan.TeamId, plan.AgentId), period.Zone, byHour: period.Days <= 2));
    }

    // Of the filter: the names of what it is about.
    private async Task<string> AboutAsync(ReportPlan plan, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        string?[] names =
        [
            plan.InboxId is { } inbox ? await db.Inboxes.Where(it => it.Id == inbox).Select(it => it.Name).SingleOrDefaultAsync(cancel) : null,
            plan.TeamId is { } team ? await db.Teams.Where(it => it.Id == team).Select(it => it.Name).SingleOrDefaultAsync(cancel) : null,
            plan.AgentId is { } agent ? await db.Agents.Where(it => it.Id == agent).Select(it => it.Name).SingleOrDefaultAsync(cancel) : null,
        ];
        return string.Join(" · ", names.OfType<string>());
    }

    private Letter Write(ReportPlan plan, SentReport sending, Agent to, InsightPeriod period, InsightFigures figures, string about)
    {
        var dates = new DateFormats(formats, clock, period.Zone);
        var span = period.Days == 1 ? dates.Date(period.First) : words["span", dates.Date(period.First), dates.Date(period.Last)].Value;
        var heading = about.Length == 0 ? span : $"{span} · {about}";
        var rows = Rows(figures, dates).ToList();
        var link = site.Of($"/insights?period=custom&from={period.First:yyyy-MM-dd}&to={period.Last:yyyy-MM-dd}{Part("inbox", plan.InboxId)}{Part("team", plan.TeamId)}{Part("agent", plan.AgentId)}");
        var stop = site.Of($"/insights/reports/{plan.Id}");
        return new Letter(
            sending.Id.ToString("N"), to.Email!, to.Name, text["mail.subject", plan.Name, span], Plain(plan, heading, rows, link, stop), Html(plan, heading, rows, link, stop),
            [($"ting-insights-{InsightFiles.Name(period)}.csv", "text/csv", Csv(figures, dates))]);

        static string Part(string name, Guid? id) => id is null ? "" : $"&{name}={id}";
    }

    private IEnumerable<(string Name, string Value, string Note)> Rows(InsightFigures it, DateFormats dates)
    {
        yield return (words["number.received"], dates.Number(it.Received), "");
        yield return (words["number.resolved"], dates.Number(it.Resolved), "");
        yield return (words["times.firstReply.median"], Time(it.FirstReply.Median), $"n {dates.Number(it.FirstReply.Count)}");
        yield return (words["times.resolution.median"], Time(it.Resolution.Median), $"n {dates.Number(it.Resolution.Count)}");
        yield return Share(words["csat.title"], it.Satisfaction.Satisfied, it.Satisfaction.Answered);
        yield return Share(words["csat.rate"], it.Satisfaction.Answered, it.Satisfaction.Asked);
        yield return Share(words["emotion.title"], it.Emotion.Recovered, it.Emotion.NegativeStart);
        foreach (var target in it.Targets)
            yield return Share(words[$"targets.{target.Target}"], target.Met, target.Count);
        foreach (var topic in it.Topics.Take(5))
            yield return ($"{words["topics.title"]}: {topic.Name}", dates.Number(topic.Count), "");

        string Time(double? seconds) => seconds is { } value ? dates.Duration(TimeSpan.FromSeconds(Math.Round(value))) : "–";

        (string, string, string) Share(string name, int hits, int count)
        {
            if (count == 0)
                return (name, "–", "n 0");
            var share = Measurement.Proportion.Wilson(hits, count);
            var few = count < Measurement.CustomerSatisfaction.FewestAnswers ? $" · {words["share.few"]}" : "";
            return (name, dates.Percent(share.Value), $"{dates.Number(share.Low * 100)}–{dates.Percent(share.High)} · n {dates.Number(count)}{few}");
        }
    }

    private string Plain(ReportPlan plan, string heading, List<(string Name, string Value, string Note)> rows, string link, string stop)
    {
        var letter = new StringBuilder().Append(plan.Name).Append('\n').Append(heading).Append("\n\n");
        foreach (var (name, value, note) in rows)
            letter.Append(name).Append(": ").Append(value).Append(note.Length == 0 ? "" : $" ({note})").Append('\n');
        return letter.Append('\n').Append(text["mail.open"].Value).Append(' ').Append(link).Append('\n').Append(text["mail.stop"].Value).Append(' ').Append(stop).Append('\n').ToString();
    }

    // A mail program reads no style sheet: what little there is stands at the element.
    private string Html(ReportPlan plan, string heading, List<(string Name, string Value, string Note)> rows, string link, string stop)
    {
        var lines = string.Concat(rows.Select(row => $"""
            <tr><td style="padding:6px 12px 6px 0;border-bottom:1px solid #e1e4de">{Safe(row.Name)}</td><td style="padding:6px 12px 6px 0;border-bottom:1px solid #e1e4de;text-align:right"><b>{Safe(row.Value)}</b></td><td style="padding:6px 0;border-bottom:1px solid #e1e4de;color:#626a65">{Safe(row.Note)}</td></tr>

            """));
        return $"""
            <!doctype html>
            <html lang="{Languages.Current.Code}"><head><meta charset="utf-8"><title>{Safe(plan.Name)}</title></head>
            <body style="font-family:system-ui,sans-serif;color:#1c221f;line-height:1.5">
            <h1 style="font-size:20px;margin:0">{Safe(plan.Name)}</h1><p style="margin:4px 0 16px;color:#454e49">{Safe(heading)}</p>
            <table style="border-collapse:collapse">{lines}</table>
            <p><a href="{Safe(link)}">{Safe(text["mail.open"])}</a></p>
            <p style="color:#626a65;font-size:13px"><a href="{Safe(stop)}" style="color:#626a65">{Safe(text["mail.stop"])}</a></p>
            </body></html>
            """;

        static string Safe(string words) => WebUtility.HtmlEncode(words);
    }

    private byte[] Csv(InsightFigures figures, DateFormats dates)
    {
        using var body = new MemoryStream();
        using (var csv = CsvWriter.Create(body, new CsvWriterOptions { Injection = CsvInjection.Escape, WriteByteOrderMark = true }, leaveOpen: true))
        {
            Row(csv, words["csv.figure"].Value, words["csv.key"].Value, words["csv.value"].Value, "n", words["csv.low"].Value, words["csv.high"].Value);
            foreach (var (figure, key, value, count, low, high) in InsightFiles.Lines(figures, dates, words))
                Row(csv, figure, key, value, count, low, high);
            csv.Flush();
        }

        return body.ToArray();
    }

    private static void Row(CsvWriter csv, params object?[] cells)
    {
        foreach (var cell in cells)
        {
            if (cell is string or null)
                csv.WriteField((string?)cell);
            else
                csv.WriteField(Convert.ToString(cell, CultureInfo.InvariantCulture));
        }

        csv.EndRecord();
    }
}
