using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Insights.SurveyResults;

/// <summary>What every page about one survey's answers begins with: the survey, the period of the address, and what one can filter by.</summary>
public abstract class ResultPage : FormPage
{
    [Parameter] public Guid Id { get; set; }
    [Inject] protected IDbContextFactory<AppDb> Database { get; set; } = null!;
    [Inject] protected DateFormats Dates { get; set; } = null!;
    [Inject] protected TimeProvider Clock { get; set; } = null!;

    protected Survey? Survey { get; private set; }
    protected ResultAddress Address { get; private set; } = null!;
    protected InsightPeriod Period { get; private set; } = null!;
    protected IReadOnlyList<(Guid Id, string Name)> Inboxes { get; private set; } = [];
    protected IReadOnlyList<(Guid Id, string Name)> Teams { get; private set; } = [];

    protected static string Language => Languages.Current.Code;

    protected string Span => $"{Dates.Date(Period.First)} – {Dates.Date(Period.Last)}";

    /// <returns>False when there is no such survey.</returns>
    protected async Task<bool> BeginAsync()
    {
        Address = ResultAddress.Of(Id, Http.Request);
        Period = Address.In(Dates.Zone, Clock.GetUtcNow());
        await using var db = await Database.CreateDbContextAsync(Cancel);
        Survey = await db.Surveys.AsNoTracking().FirstOrDefaultAsync(it => it.Id == Id, Cancel);
        if (Survey is null)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
            return false;
        }

        Inboxes = [.. (await db.Inboxes.AsNoTracking().OrderBy(it => it.Name).Select(it => new { it.Id, it.Name }).Take(200).ToListAsync(Cancel)).Select(it => (it.Id, it.Name))];
        Teams = [.. (await db.Teams.AsNoTracking().OrderBy(it => it.Name).Select(it => new { it.Id, it.Name }).Take(200).ToListAsync(Cancel)).Select(it => (it.Id, it.Name))];
        return true;
    }

    /// <summary>A mean with its interval, as text.</summary>
    protected string Show(Measurement.Interval? it, int decimals = 2) => it is not { } value ? "–"
        : value.IsBounded ? $"{Number(value.Value, decimals)} ({Number(value.Low, decimals)} … {Number(value.High, decimals)})" : Number(value.Value, decimals);

    protected string Number(double value, int decimals) => value < 0 ? $"−{Dates.Number(-value, decimals)}" : Dates.Number(value, decimals);
}
