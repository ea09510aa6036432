using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Ting.Server.App;
using Ting.Server.Channels;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Insights;
using Ting.Server.Features.Surveys;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;
using Ting.Server.Platform.Search;

var builder = WebApplication.CreateBuilder(args);
if (builder.Environment.IsDevelopment())
    builder.WebHost.UseStaticWebAssets();

builder.Services
    .AddSingleton(TimeProvider.System)
    .AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)) // Razor would write Chinese and Japanese as entities
    .AddSingleton<RefusalSentences>()
    .AddSingleton<FileStore>()
    .AddData(builder.Configuration)
    .AddJobs()
    .AddLive()
    .AddSearch()
    .AddChannels()
    .AddConversations()
    .AddSurveys()
    .AddInsights();

builder.Services.AddLocalisation();
builder.Services.AddProblemDetails();
builder.Services.AddValidation();
builder.Services.AddRazorComponents();
builder.Services.ConfigureHttpJsonOptions(json =>
{
    json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    json.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping; // answers are JSON, never part of a page
});

var app = builder.Build();

await app.Services.MigrateDatabaseAsync();

app.UseRequestLocalization();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseErrorPages();
app.UseAntiforgery();

var api = app.MapGroup("/api/v1");
api.MapConversations();
api.MapSurveys();
api.MapInsights();
app.MapLive();
app.MapStaticAssets();
app.MapPreferences();
app.MapInsightFiles();
app.MapRazorComponents<AppRoot>();

await app.RunAsync();
