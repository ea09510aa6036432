using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Settings;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Fans;

/// <summary>A page that anybody may read: in the language of its address or else of the browser, in the name of the workspace, without a cookie.</summary>
public abstract class FanPage : FormPage
{
    [Inject] protected IDbContextFactory<AppDb> Database { get; set; } = null!;
    [Inject] private CurrentWorkspace Workspace { get; set; } = null!;
    [Inject] private FanLetters Letters { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "lang")] public string? LanguageGiven { get; set; }

    protected string Language { get; private set; } = "en";
    protected string Brand { get; private set; } = "Ting 聽";
    protected FanRules Rules { get; private set; } = new();

    /// <summary>Whether people can be asked to confirm what they do here.</summary>
    protected bool CanWrite => Letters.CanWrite;

    /// <returns>False for a page that is not open; it is then answered as one that is not there.</returns>
    protected async Task<bool> OpensAsync(AppDb db, Func<FanRules, bool> isOpen)
    {
        Language = Languages.Closest(LanguageGiven) ?? Languages.Current.Code;
        Rules = await Fans.FanRules.ReadAsync(db, Cancel);
        Brand = (await Workspace.FindAsync(Cancel))?.Name ?? Brand;
        if (isOpen(Rules))
            return true;
        Http.AnswersItself(StatusCodes.Status404NotFound);
        return false;
    }

    /// <summary>For a page whose address is a secret.</summary>
    protected void KeepSecret()
    {
        Http.Response.Headers.CacheControl = "no-store";
        Http.Response.Headers["Referrer-Policy"] = "no-referrer";
        Http.Response.Headers["X-Robots-Tag"] = "noindex";
    }

    // What an awaited call sets is gone when it returns, so the language is set where the words are written.
    protected void Speak() => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(Language);

    /// <summary>An address of these pages, in the language of this one.</summary>
    protected string To(string path, params ReadOnlySpan<(string Name, string? Value)> query)
    {
        var all = new Dictionary<string, string?> { ["lang"] = Language };
        foreach (var (name, value) in query)
            if (!string.IsNullOrEmpty(value))
                all[name] = value;
        return QueryHelpers.AddQueryString(path, all);
    }
}
