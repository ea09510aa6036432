using Microsoft.AspNetCore.Diagnostics;

namespace Ting.Server.Platform.Outcomes;

public static class OwnAnswer
{
    /// <summary>The page says itself what happened, in its own words; the general page of that status stays away.</summary>
    public static void AnswersItself(this HttpContext http, int status)
    {
        if (http.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;
        http.Response.StatusCode = status;
    }
}
