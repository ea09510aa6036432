using System.Linq.Expressions;
using Microsoft.AspNetCore.Components;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Components;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Platform.Forms;

/// <summary>A page with forms that work without script: a refused one answers 422 with its reason, a done one sends the browser on with 303.</summary>
public abstract class FormPage : LoadedComponent
{
    private Refusal? _refusal;

    [CascadingParameter] public required HttpContext Http { get; set; }
    [Inject] private RefusalSentences Sentences { get; set; } = null!;

    /// <summary>What the form before this page did; its sentence is the page's.</summary>
    [SupplyParameterFromQuery(Name = "done")] public string? Done { get; set; }

    /// <summary>A form larger than may be read was sent here; the request never got to the page.</summary>
    [SupplyParameterFromQuery(Name = UploadLimit.Query)] public string? TooLarge { get; set; }

    protected CancellationToken Cancel => Http.RequestAborted;

    /// <summary>Why the form was refused, unless one field is to blame.</summary>
    protected string? Problem => _refusal is { Field: null } refusal ? Sentence(refusal) : _refusal is null && TooLarge is not null ? Sentences.For(UploadLimit.Code) : null;

    protected string? ProblemOf(string field) =>
        _refusal is { Field: { } at } refusal && string.Equals(at, field, StringComparison.OrdinalIgnoreCase) ? Sentence(refusal) : null;

    protected void Refuse(Refusal refusal)
    {
        _refusal = refusal;
        Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
    }

    /// <summary>A part of a list in the order of age; a bad cursor is said, and the list shown from its beginning.</summary>
    protected async Task<Page<T>> PartAsync<T>(IQueryable<T> rows, Expression<Func<T, Guid>> id, string list, string? cursor)
    {
        if (!(await Page.OldestFirstAsync(rows, id, new PageQuery { Cursor = cursor }, list, Cancel)).IsRefused(out var refusal, out var part))
            return part;
        Refuse(refusal with { Field = null });
        return await PartAsync(rows, id, list, cursor: null);
    }

    protected void GoTo(string address)
    {
        Http.Response.StatusCode = StatusCodes.Status303SeeOther;
        Http.Response.Headers.Location = address;
    }

    private string Sentence(Refusal refusal) => Sentences.For(refusal.Code) ?? refusal.Code;
}
