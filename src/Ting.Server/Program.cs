using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Ting.Server.App;
using Ting.Server.Channels;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Demo;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;
using Ting.Server.Platform.Search;

var builder = WebApplication.CreateBuilder(args.WithDemoSwitch());
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
    .AddDemo();

builder.Services.AddLocalization();
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
await app.Services.BuildDemoAsync();

app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseAntiforgery();

var api = app.MapGroup("/api/v1");
api.MapConversations();
app.MapLive();
app.MapStaticAssets();
app.MapRazorComponents<AppRoot>();

await app.RunAsync();
