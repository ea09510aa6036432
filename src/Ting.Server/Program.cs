using System.Text.Encodings.Web;
using System.Text.Unicode;
using Ting.Server.App;
using Ting.Server.App.SignIn;
using Ting.Server.Channels;
using Ting.Server.Commands;
using Ting.Server.Features.Academy;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Audiences;
using Ting.Server.Features.Automation;
using Ting.Server.Features.Axes;
using Ting.Server.Features.Calendars;
using Ting.Server.Features.Cases;
using Ting.Server.Features.Chain;
using Ting.Server.Features.Changes;
using Ting.Server.Features.Chat;
using Ting.Server.Features.Consents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Demo;
using Ting.Server.Features.Fans;
using Ting.Server.Features.Fields;
using Ting.Server.Features.FollowUps;
using Ting.Server.Features.Forwards;
using Ting.Server.Features.Help;
using Ting.Server.Features.Ideas;
using Ting.Server.Features.Importing;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Insights;
using Ting.Server.Features.Labels;
using Ting.Server.Features.Moments;
using Ting.Server.Features.Organisations;
using Ting.Server.Features.Outreach;
using Ting.Server.Features.People;
using Ting.Server.Features.Phrases;
using Ting.Server.Features.Policies;
using Ting.Server.Features.Processes;
using Ting.Server.Features.Products;
using Ting.Server.Features.Profiles;
using Ting.Server.Features.PublicVoice;
using Ting.Server.Features.Readings;
using Ting.Server.Features.Recommendations;
using Ting.Server.Features.Recordings;
using Ting.Server.Features.Relationships;
using Ting.Server.Features.Reports;
using Ting.Server.Features.Reviews;
using Ting.Server.Features.Routing;
using Ting.Server.Features.Search;
using Ting.Server.Features.Segments;
using Ting.Server.Features.ServiceLevels;
using Ting.Server.Features.Settings;
using Ting.Server.Features.Setup;
using Ting.Server.Features.Staffing;
using Ting.Server.Features.Surveys;
using Ting.Server.Features.Threads;
using Ting.Server.Features.Value;
using Ting.Server.Features.WordingEffects;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Links;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;
using Ting.Server.Platform.Search;
using Ting.Server.Platform.Telemetry;

if (await CommandLine.TryRunAsync(args) is { } code)
    return code;

var builder = WebApplication.CreateBuilder(ProgramFolder.Options(args.WithDemoSwitch()));
if (builder.Environment.IsDevelopment())
    builder.WebHost.UseStaticWebAssets();

builder.Services
    .AddSingleton(TimeProvider.System)
    .AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)) // Razor would write Chinese and Japanese as entities
    .AddSingleton<RefusalSentences>()
    .AddSingleton<FileStore>()
    .AddSingleton<SiteAddress>()
    .AddData(builder.Configuration)
    .AddJobs()
    .AddLive()
    .AddSearch()
    .AddAccess(builder.Configuration)
    .AddChannels()
    .AddChat()
    .AddSettings()
    .AddAgents()
    .AddCalendars()
    .AddInboxes()
    .AddLabels()
    .AddSetup()
    .AddRefusalTexts<SignInText>()
    .AddConversations()
    .AddServiceLevels()
    .AddThreads()
    .AddStaffing()
    .AddConversationRouting()
    .AddOutreach()
    .AddPeople()
    .AddPeopleApi()
    .AddConsents()
    .AddProducts()
    .AddRecommendations() // first beside a conversation
    .AddSegments()
    .AddFields()
    .AddProfiles()
    .AddProfilesApi()
    .AddOrganisations()
    .AddRelationships()
    .AddImports()
    .AddValue()
    .AddPhrases()
    .AddSearchPages()
    .AddChanges()
    .AddSurveys()
    .AddAudiences()
    .AddInsights()
    .AddMoments()
    .AddChain()
    .AddAxes()
    .AddIdeas()
    .AddWordingEffects()
    .AddPublicVoice()
    .AddFans()
    .AddReports()
    .AddCases()
    .AddProcesses()
    .AddFollowUps()
    .AddForwards()
    .AddAutomation()
    .AddAcademy()
    .AddPolicies()
    .AddRecordings()
    .AddReviews()
    .AddDemo()
    .AddHelp();

builder.Services.AddLocalisation();
builder.Services.AddApi();
builder.Services.AddValidation();
builder.Services.AddRazorComponents();

var app = builder.Build();

await app.Services.MigrateDatabaseAsync();
await app.Services.ShipScorecardAsync();
await app.Services.BuildDemoAsync();

app.UseSecurityHeaders();
app.UseApi();
app.UseErrorPages();
app.UseRouting(); // after the error pages, so that they find their own address
app.UseSetupFirst();
app.UseChat();
app.UseSurveys();
app.UseForwards();
app.UseFans();
app.UseAccess();
app.UseAnswerMemory();
app.UseUploadLimit();
app.UseFormTokens();

var api = app.MapApi();
api.MapAgents();
api.MapCalendars();
api.MapInboxes();
api.MapLabels();
api.MapConversations();
api.MapServiceLevels();
api.MapThreads();
api.MapStaffing();
api.MapConversationRouting();
api.MapOutreach();
api.MapPeopleApi();
api.MapFields();
api.MapConsentsApi();
api.MapProductsApi();
api.MapRecommendationsApi();
api.MapSegmentsApi();
api.MapProfilesApi();
api.MapOrganisationsApi();
api.MapRelationships();
api.MapImportsApi();
api.MapValue();
api.MapSearch();
api.MapReadings();
api.MapPoliciesApi();
api.MapRecordingsApi();
api.MapChanges();
api.MapSurveys();
api.MapAudiences();
api.MapInsights();
api.MapCasesApi();
api.MapFollowUpsApi();
api.MapForwardsApi();
api.MapAutomation();
api.MapAcademy();
api.MapReviews();
api.MapMoments();
api.MapChain();
api.MapAxes();
api.MapProcessesApi();
api.MapIdeas();
api.MapWordingEffects();
api.MapPublicVoice();
api.MapFansApi();
api.MapReports();

app.MapAudienceFiles();
app.MapCases();
app.MapChainFiles();
app.MapAxesFiles();
app.MapReportFiles();
app.MapProcesses();
app.MapWordingEffectFiles();
app.MapChat();
app.MapHome();
app.MapHealth();
app.MapImportFiles();
app.MapFans();
app.MapFollowUps();
app.MapForwards();
app.MapInbox();
app.MapInsightFiles();
app.MapLive();
app.MapOrganisations();
app.MapConsents();
app.MapRecommendations();
app.MapOpenApi();
app.MapPalette();
app.MapPhrases();
app.MapPreferences();
app.MapPresence();
app.MapProfiles();
app.MapPublicVoicePages();
app.MapRecordings();
app.MapSegmentFiles();
app.MapSignIn();
app.MapVoice();
app.MapStaticAssets().AllowAnonymous();
app.MapRazorComponents<AppRoot>();

await app.RunAsync();
return 0;
